"""The look of a Word document, and whether it is as Nghị định 30/2020/NĐ-CP asks."""
