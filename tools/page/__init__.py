"""What one page becomes: includes, pictures, formulas, lists, tips, downloads. Markdown extensions at the edge."""
