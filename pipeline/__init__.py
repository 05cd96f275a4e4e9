"""The steps from raw pages to tables, one verb a file; build.py tells their order."""
