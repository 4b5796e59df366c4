"""What calamine hides of a workbook: error cells, torn parts, why it did not open."""
