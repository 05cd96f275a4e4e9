# The site as a server of its own: docker build -t sijill . && docker run --rm -p 8001:8001 sijill
# The register is the published one (make publish), so that what leaves the house is what --text lets out.
FROM python:3.11.14-slim-bookworm

RUN useradd --create-home --uid 10001 sijill
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY metadata.yml ./
COPY pipeline/ pipeline/
COPY plugins/ plugins/
COPY reference/ reference/
COPY static/ static/
COPY templates/ templates/
ARG REGISTER=dist/data/news.db
COPY ${REGISTER} news.db
RUN python -m datasette inspect news.db --inspect-file inspect.json

USER sijill
EXPOSE 8001
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8001/-/versions.json', timeout=4)"]
CMD ["python", "-m", "datasette", "serve", "--immutable", "news.db", "--inspect-file", "inspect.json", "--host", "0.0.0.0", "--port", "8001", \
    "--setting", "suggest_facets", "off", "--metadata", "metadata.yml", "--plugins-dir", "plugins"]
