"""The grammar of one printed text: a cell's value, a period, a label; read to the last character."""
