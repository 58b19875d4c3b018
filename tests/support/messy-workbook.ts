import ExcelJS from 'exceljs'

/**
 * A tambon's workbook as offices make them (DOMAIN.md §5): titles over the head, a head of two rows with joined cells,
 * Thai digits, "1.2 ล้าน", group lines, a subtotal, the head once more on the next page, a joined cell over two rows, one row that cannot be taken in,
 * a signature, a hidden sheet and an empty one.
 */
export async function writeMessyWorkbook(file: string): Promise<void> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('บัญชีโครงการ (แก้ไขล่าสุด)')
  sheet.addRow(['บัญชีโครงการที่ขอรับการสนับสนุน'])
  sheet.addRow(['ตำบลพรหมโลก  อำเภอพรหมคีรี  ประจำปี ๒๕๖๖ - ๒๕๗๐'])
  sheet.addRow([])
  sheet.addRow([
    'ที่',
    'ชื่อโครงการ',
    'ปัญหา',
    'เป้าหมาย',
    'งบประมาณ (บาท)',
    '',
    '',
    'หน่วยงานรับผิดชอบ',
    'ลักษณะ',
    'เพื่อ',
  ])
  sheet.addRow(['', '', '', '(ผลผลิต)', '๒๕๖๖', '๒๕๖๗', 'ปี 68', '', '', ''])
  for (const area of ['A1:J1', 'A2:J2', 'A4:A5', 'B4:B5', 'C4:C5', 'E4:G4', 'H4:H5', 'I4:I5', 'J4:J5'])
    sheet.mergeCells(area)
  sheet.addRow(['ประเด็นการพัฒนา โครงสร้างพื้นฐาน'])
  sheet.addRow([
    '๑',
    'ก่อสร้างถนนคอนกรีตเสริมเหล็ก สายบ้านนอกท่า – วัดพรหมโลก',
    'ถนนเดิมเป็นหลุมบ่อ',
    'กว้าง 4 เมตร ยาว 800 เมตร',
    '1.2 ล้าน',
    '',
    '-',
    'อบต.พรหมโลก',
    'เกินศักยภาพ',
    'เพื่อให้ประชาชนเดินทางสะดวก',
  ])
  sheet.addRow(['๒', 'ขยายเขตไฟฟ้า หมู่ที่ 3', 'ไฟไม่ทั่วถึง', '20 ต้น', '', '๓๕๐,๐๐๐.-', '', 'กฟภ.', 'ทำร่วม', ''])
  sheet.addRow(['รวม 2 โครงการ', '', '', '', 1_200_000, 350_000])
  sheet.addRow(['ประเด็นการพัฒนา สังคม'])
  sheet.addRow(['๓', 'อบรมอาชีพเสริมสตรี', 'รายได้น้อย', '40 คน', '', 45_000, '', 'สนง.พัฒนาชุมชน', 'ทำเอง', ''])
  sheet.addRow(['๔', 'กีฬาตำบลต้านยาเสพติด', '', '1 ครั้ง', '', 'สามหมื่น', '', '', 'ทำเอง', ''])
  sheet.addRow(['ประเด็นการพัฒนา ทรัพยากรธรรมชาติและสิ่งแวดล้อม'])
  // the next printed page: the head again
  sheet.addRow([
    'ที่',
    'ชื่อโครงการ',
    'ปัญหา',
    'เป้าหมาย',
    'งบประมาณ (บาท)',
    '',
    '',
    'หน่วยงานรับผิดชอบ',
    'ลักษณะ',
    'เพื่อ',
  ])
  sheet.addRow(['', '', '', '(ผลผลิต)', '๒๕๖๖', '๒๕๖๗', 'ปี 68', '', '', ''])
  sheet.addRow([
    '๕',
    'ขุดลอกคลองนอกท่า  ม.3,5',
    'น้ำท่วมขังหน้าฝน',
    'ยาว ๑,๒๐๐ เมตร',
    '0.85 ล้านบาท',
    '',
    '1,500,000.00',
    'อบต.พรหมโลก',
    'เกินศักยภาพ',
    'เพื่อระบายน้ำ',
  ])
  sheet.addRow(['๖', 'ปลูกป่าชุมชนเขาน้อย', '', '๕ ไร่', 20_000, '๒๐,๐๐๐', '20000.-', '', 'หมู่บ้านทำเอง', ''])
  sheet.mergeCells('H16:H17')
  sheet.addRow(['รวมทั้งสิ้น', '', '', '', 2_070_000, 415_000, 1_520_000])
  sheet.addRow([])
  sheet.addRow(['', 'ลงชื่อ                    ผู้จัดทำ'])
  const hidden = book.addWorksheet('ข้อมูลเก่า 2565')
  hidden.state = 'hidden'
  hidden.addRow(['ที่', 'โครงการ'])
  hidden.addRow([1, 'โครงการเก่า'])
  book.addWorksheet('Sheet3')
  await book.xlsx.writeFile(file)
}
