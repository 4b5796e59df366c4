"""The folder a commune keeps: settings, workbooks, marks on copies of them."""
