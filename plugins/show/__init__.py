"""What the pages of the site show: the hooks of plugins/ hand it to Datasette."""
