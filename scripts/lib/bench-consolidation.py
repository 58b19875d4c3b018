"""What an office does today, as a script: copies the rows of all workbooks together and totals them.
Arguments: plain|streamed, the target workbook, then the workbooks. Prints the grand total in satang.
plain: as openpyxl's own tutorial writes it; streamed: with its read-only and write-only modes."""
import sys
from collections import defaultdict
from openpyxl import Workbook, load_workbook

mode, target, *sources = sys.argv[1:]
streamed = mode == "streamed"
out = Workbook(write_only=streamed)
sheets, totals = {}, defaultdict(int)
for source in sources:
    book = load_workbook(source, read_only=streamed, data_only=True)
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        head = next(rows)
        if sheet.title not in sheets:
            sheets[sheet.title] = out.create_sheet(sheet.title)
            sheets[sheet.title].append(("source",) + head)
        year, source_at = head.index("2567"), head.index("budgetSource")
        district = head.index("districtCode")
        for row in rows:
            sheets[sheet.title].append((source,) + row)
            if row[year]:
                totals[(sheet.title, row[district], row[source_at])] += row[year]
    book.close()
table = out.create_sheet("totals")
for key, value in sorted(totals.items(), key=str):
    table.append((*key, value))
out.save(target)
print(sum(value for (level, *_), value in totals.items() if level == "district"))
