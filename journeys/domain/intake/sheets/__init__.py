"""Reading workbooks and CSV files: the file into cells, cells into rows, rows into the parts of a document."""
