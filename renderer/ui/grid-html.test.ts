import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ClipCell, readHtmlTable, writeHtmlTable } from './grid-html.ts'

const texts = (block: ClipCell[][] | null) => block?.map((line) => line.map((cell) => cell.text))

/** As Excel for Windows puts it on the clipboard: cell styles by class, merged cells, wrapped source lines, mso extras. */
const excel = `Version:1.0\r
StartHTML:0000000105\r
EndHTML:0000003000\r
<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel"
xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Excel.Sheet>
<meta name=Generator content="Microsoft Excel 15">
<link rel=File-List href="file:///C:/Users/test/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<style>
<!--table
	{mso-displayed-decimal-separator:"\\.";
	mso-displayed-thousand-separator:"\\,";}
tr
	{mso-height-source:auto;}
br
	{mso-data-placement:same-cell;}
td
	{padding-top:1px;}
.xl65
	{mso-number-format:"_-* \\#\\,\\#\\#0\\.00_-\\;\\\\-* \\#\\,\\#\\#0\\.00_-\\;_-* \\0022-\\0022??_-\\;_-\\@_-";}
-->
</style>
<!--[if gte mso 9]><xml><x:ExcelWorkbook><table><tr><td>ไม่ใช่ข้อมูล</td></tr></table></x:ExcelWorkbook></xml><![endif]-->
</head>

<body link="#0563C1" vlink="#954F72">

<table border=0 cellpadding=0 cellspacing=0 width=768 style='border-collapse:
 collapse;width:576pt'>
<!--StartFragment-->
 <col width=64 style='width:48pt'>
 <col width=256 span=2 style='mso-width-source:userset;mso-width-alt:9362;
 width:192pt'>
 <tr height=20 style='height:15.0pt'>
  <td rowspan=3 height=60 class=xl66 width=64 style='height:45.0pt;width:48pt'>ด้านโครงสร้างพื้นฐาน</td>
  <td class=xl67 width=256 style='width:192pt'>ก่อสร้างถนน คสล.<br>
    สายบ้านนอกท่า - บ้านใน</td>
  <td class=xl65 align=right width=256 style='width:192pt' x:num="1200000"><span
  style='mso-spacerun:yes'>&nbsp;</span>1,200,000.00<span style='mso-spacerun:yes'>&nbsp;</span></td>
  <td class=xl68 style='border-top:none'>ทำร่วม</td>
 </tr>
 <tr height=20 style='height:15.0pt'>
  <td height=20 class=xl67 style='height:15.0pt'>ขุดลอกคลอง &quot;ชลประทาน&quot; &amp;
  ฝาย</td>
  <td class=xl65><span style='mso-spacerun:yes'>&nbsp;</span>-<span
  style='mso-spacerun:yes'>&nbsp;&nbsp; </span></td>
  <td class=xl68>เกินศักยภาพ</td>
 </tr>
 <tr height=20 style='height:15.0pt'>
  <td height=20 class=xl67 colspan=2 style='mso-ignore:colspan;height:15.0pt'>ติดตั้งไฟส่องสว่างภายในหมู่บ้านที่ยาวเกินช่อง</td>
  <td class=xl68>ทำเอง</td>
 </tr>
 <tr height=20 style='height:15.0pt'>
  <td height=20></td><td class=xl67>ประปา</td><td class=xl65 align=right x:num="987654321">########</td><td></td>
 </tr>
<!--EndFragment-->
 <![if supportMisalignedColumns]>
 <tr height=0 style='display:none'>
  <td width=64 style='width:48pt'></td>
  <td width=256 style='width:192pt'></td>
 </tr>
 <![endif]>
</table>
</body>
</html>`

/** As LibreOffice Calc writes it. */
const calc = `<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN"><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title><meta name="generator" content="LibreOffice 7.4 (Linux)"/><style type="text/css">body,div,table,thead,tbody,tfoot,tr,th,td,p { font-family:"Liberation Sans"; font-size:x-small }</style></head><body><table cellspacing="0" border="0"><colgroup width="85"></colgroup><colgroup width="203"></colgroup>
	<tr>
		<td height="17" align="left"><font face="TH Sarabun New">โครงการขุดลอก</font></td>
		<td align="right" sdval="300000" sdnum="1054;0;#,##0">300,000</td>
		<td align="left"><br></td>
	</tr>
	<tr>
		<td height="33" align="left">ถนน<br>หมู่ 3</td>
		<td align="right" sdval="45292" sdnum="1054;1054;D MMM BB">1 ม.ค. 67</td>
		<td colspan=2 rowspan=1 align="center" valign=middle>ก &lt; ข</td>
	</tr>
</table></body></html>`

/** As Word writes a table: every cell has paragraphs, with smart tags, lists and a table inside a cell. */
const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=ProgId content=Word.Document><style><!-- p.MsoNormal {margin:0cm;} --></style></head><body lang=EN-US>
<!--StartFragment-->
<p class=MsoNormal>บัญชีโครงการ<o:p></o:p></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>
 <tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'>
  <td width=208 valign=top style='width:155.8pt'>
  <p class=MsoNormal><span lang=TH style='font-family:"TH Sarabun New"'>ก่อสร้าง</span><span
  lang=TH>ฝาย</span><o:p></o:p></p>
  <p class=MsoNormal><span lang=TH>หมู่ที่ ๓</span></p>
  </td>
  <td width=208><p class=MsoNormal align=right>๕๐๐,๐๐๐.-</p></td>
 </tr>
 <tr>
  <td><p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>๑)<span>&nbsp;&nbsp; </span></span><![endif]>ซ่อมแซม</p>
   <table><tr><td>ใน</td><td>ช่อง</td></tr></table></td>
  <td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td>
 </tr>
</table>
<table><tr><td><p>อีกตาราง</p></td></tr></table>
<!--EndFragment--></body></html>`

/** As Google Sheets writes it. */
const google = `<google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #cccccc;}br {mso-data-placement:same-cell;}--></style><table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" dir="ltr" border="1" data-sheets-root="1"><colgroup><col width="100"/></colgroup><tbody><tr style="height:21px;"><td data-sheets-value="{&quot;1&quot;:2,&quot;2&quot;:&quot;a&gt;b&quot;}">a&gt;b</td><td>บรรทัด 1<br/>บรรทัด 2</td></tr></tbody></table></google-sheets-html-origin>`

describe('tables on the clipboard', () => {
  it('Excel: merged downwards repeats, to the right is empty; formats, line breaks, narrow numbers, no helper rows', () => {
    const block = readHtmlTable(excel)
    expect(texts(block)).toEqual([
      ['ด้านโครงสร้างพื้นฐาน', 'ก่อสร้างถนน คสล.\nสายบ้านนอกท่า - บ้านใน', '1,200,000.00', 'ทำร่วม'],
      ['ด้านโครงสร้างพื้นฐาน', 'ขุดลอกคลอง "ชลประทาน" & ฝาย', '-', 'เกินศักยภาพ'],
      ['ด้านโครงสร้างพื้นฐาน', 'ติดตั้งไฟส่องสว่างภายในหมู่บ้านที่ยาวเกินช่อง', '', 'ทำเอง'],
      ['', 'ประปา', '987654321', ''],
    ])
    expect(block?.map((line) => line[0]?.merged)).toEqual([undefined, true, true, undefined])
  })

  it('LibreOffice Calc: the text as shown, empty cells, merged cells', () => {
    expect(texts(readHtmlTable(calc))).toEqual([
      ['โครงการขุดลอก', '300,000', '', ''],
      ['ถนน\nหมู่ 3', '1 ม.ค. 67', 'ก < ข', ''],
    ])
  })

  it('Word: paragraphs stay in their cell, a table inside a cell is text, tables one after the other are joined', () => {
    expect(texts(readHtmlTable(word))).toEqual([
      ['ก่อสร้างฝาย\nหมู่ที่ ๓', '๕๐๐,๐๐๐.-'],
      ['๑) ซ่อมแซม\nใน ช่อง', ''],
      ['อีกตาราง', ''],
    ])
  })

  it('Google Sheets, and quotes in attributes', () => {
    expect(texts(readHtmlTable(google))).toEqual([['a>b', 'บรรทัด 1\nบรรทัด 2']])
  })

  it('says that there is no table', () => {
    expect(readHtmlTable('<p>ข้อความ</p>')).toBeNull()
    expect(readHtmlTable('')).toBeNull()
    expect(readHtmlTable('<table></table>')).toBeNull()
  })

  it('stays small and quick with hostile spans and broken markup', () => {
    const block = readHtmlTable('<table><tr><td rowspan=999999999 colspan=99999999>x<tr><td>y</table>')
    expect(block?.length).toBe(2)
    expect(block?.[0]?.length).toBeLessThanOrEqual(256)
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<table>',
            '</table>',
            '<tr>',
            '<td>',
            '</td>',
            '<td rowspan=2>',
            '<',
            'a',
            '<!--',
            '-->',
            '"',
            '<br',
            '>',
          ),
          {
            maxLength: 40,
          },
        ),
        (parts) => {
          const found = readHtmlTable(parts.join(''))
          if (found) expect(new Set(found.map((line) => line.length)).size).toBe(1)
        },
      ),
    )
  })

  it('reads back what it writes', () => {
    const cell = fc.string({
      unit: fc.constantFrom('ก', 'า', '่', '1', '"', '<', '>', '&', ',', ';', '#'),
      minLength: 0,
      maxLength: 8,
    })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.array(cell, { minLength: 1, maxLength: 12 }),
        (width, cells) => {
          const rows = Array.from({ length: Math.ceil(cells.length / width) }, (_, row) =>
            Array.from({ length: width }, (_, column) => ({
              text: cells[row * width + column] ?? '',
              number: column === 0,
            })),
          )
          expect(texts(readHtmlTable(writeHtmlTable(rows)))).toEqual(
            rows.map((line) => line.map((one) => one.text)),
          )
        },
      ),
    )
    expect(texts(readHtmlTable(writeHtmlTable([[{ text: 'หนึ่ง\nสอง', number: false }]])))).toEqual([
      ['หนึ่ง\nสอง'],
    ])
  })
})
