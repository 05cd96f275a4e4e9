// A page that is a file cannot be sorted, filtered or faceted: what its menus ask for, the live site answers.
{
  const { path, live } = document.currentScript.dataset;
  if (/[?&](_|\w+__)/.test(location.search)) {
    location.replace(`${new URL(live, location.href)}?_path=${encodeURIComponent(path + location.search)}`);
  }
}
