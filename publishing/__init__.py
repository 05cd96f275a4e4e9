"""news.db -> one folder that any host can serve. Each file is one verb of publish.py."""
