import type { ReportForm } from '../../core/reports/rules.ts'

type Draft = Record<string, unknown>

const head = [
  { label: 'ข้อมูล ณ วันที่', text: '{{asOf}}' },
  { label: 'ตามหนังสือ', text: 'ที่ {{number}} ลงวันที่ {{dated}}' },
]

/** One big table: indicator by indicator under its duty, with target, result, percent and what was said of the duty. */
const indicators: Draft = {
  name: 'แบบตัวชี้วัดของจังหวัด',
  paperTitle: 'แบบรายงานตัวชี้วัด {{district}}',
  sections: [
    {
      orientation: 'landscape',
      heading: ['แบบรายงานผลตามตัวชี้วัด', '{{district}} {{province}}'],
      head,
      parts: [
        {
          part: 'table',
          rows: 'figures',
          group: 'duty',
          figures: [
            ...['sessionsHeld', 'guidelineTambons', 'committeesCurrent', 'coordCentresTambonCurrent'],
            ...['coordCentreTambons', 'workshopsHeld', 'villagePlans', 'tambonPlans', 'partnersPledged'],
          ],
          columns: [
            { show: 'rank', head: 'ที่', width: 10, align: 'centre' },
            { show: 'name', head: 'ตัวชี้วัด', width: 50 },
            { show: 'unit', head: 'หน่วยนับ', width: 18, align: 'centre' },
            { show: 'expected', head: 'เป้าหมาย', width: 18, align: 'right' },
            { show: 'value', head: 'ผล', width: 24, align: 'right' },
            { show: 'percent', head: 'ร้อยละ', width: 18, align: 'right' },
            { show: 'problem', head: 'ปัญหา/อุปสรรค', width: 50 },
            { show: 'suggestion', head: 'ข้อเสนอแนะ', width: 50 },
          ],
        },
      ],
      signatures: [{ who: 'reporter', caption: 'ผู้รายงาน' }, { who: 'signatory' }],
    },
  ],
}

/** Each duty ticked in one of three boxes. */
const ticks: Draft = {
  name: 'แบบทำเครื่องหมาย',
  paperTitle: 'แบบสำรวจการดำเนินการ {{district}}',
  sections: [
    {
      orientation: 'landscape',
      heading: ['แบบสำรวจการดำเนินการตามข้อสั่งการ', '{{district}} {{province}}'],
      head,
      parts: [
        {
          part: 'table',
          rows: 'duties',
          total: 'รวม {{count}} ข้อ',
          columns: [
            { show: 'no', head: 'ที่', width: 12, align: 'centre' },
            { show: 'text', head: 'ข้อสั่งการ', width: 90 },
            {
              show: 'done',
              head: 'ดำเนินการ\nแล้ว',
              under: 'สถานะ',
              width: 22,
              align: 'centre',
              sum: true,
              tick: true,
            },
            {
              show: 'doing',
              head: 'อยู่ระหว่าง',
              under: 'สถานะ',
              width: 22,
              align: 'centre',
              sum: true,
              tick: true,
            },
            {
              show: 'notDone',
              head: 'ยังไม่\nดำเนินการ',
              under: 'สถานะ',
              width: 22,
              align: 'centre',
              sum: true,
              tick: true,
            },
            { show: 'evidence', head: 'หลักฐาน', width: 60 },
          ],
        },
        {
          part: 'table',
          title: 'รายตำบล',
          rows: 'tambons',
          total: 'รวม {{count}} ตำบล',
          columns: [
            { show: 'tambon', head: 'ตำบล', width: 40 },
            {
              show: 'figure:committeesCurrent',
              head: 'คำสั่ง ก.บ.ต.',
              width: 30,
              align: 'centre',
              sum: true,
              tick: true,
            },
            {
              show: 'figure:workshopsHeld',
              head: 'ประชุมแล้ว',
              width: 30,
              align: 'centre',
              sum: true,
              tick: true,
            },
            { show: 'planDate', head: 'แผนเสร็จ', width: 30, align: 'centre', sum: true, tick: true },
          ],
        },
      ],
      signatures: [{ who: 'signatory' }],
    },
  ],
}

/** A sheet of its own for every tambon. */
const sheets: Draft = {
  name: 'แบบรายตำบล หน้าละตำบล',
  paperTitle: 'แบบรายงานรายตำบล {{district}}',
  sections: [
    {
      orientation: 'portrait',
      each: 'tambons',
      heading: ['แบบรายงานตำบล{{tambon}}', '{{district}} {{province}}'],
      head: [
        ...head,
        { label: 'แผนหมู่บ้าน', text: '{{figure:villagePlans}}/{{figure:villagePlans.of}} หมู่บ้าน' },
      ],
      parts: [
        {
          part: 'table',
          title: '1. ตัวเลขของตำบล{{tambon}}',
          rows: 'figures',
          duties: ['workshops', 'orders'],
          empty: 'ไม่มีตัวเลข',
          columns: [
            { show: 'rank', head: 'ที่', width: 10, align: 'centre' },
            { show: 'name', head: 'รายการ', width: 60 },
            { show: 'value', head: 'ผล', width: 25, align: 'right' },
            { show: 'expected', head: 'เป้าหมาย', width: 25, align: 'right' },
            { show: 'percent', head: 'ร้อยละ', width: 20, align: 'right' },
          ],
        },
        {
          part: 'table',
          title: '2. กิจกรรมในตำบล',
          rows: 'activities',
          total: 'รวม {{count}} ครั้ง',
          empty: 'ไม่มีกิจกรรม',
          columns: [
            { show: 'rank', head: 'ที่', width: 10, align: 'centre' },
            { show: 'dated', head: 'วันที่', width: 26, align: 'centre' },
            { show: 'subject', head: 'เรื่อง', width: 70 },
            { show: 'persons', head: 'คน', width: 20, align: 'right', sum: true },
          ],
        },
        { part: 'narrative', title: '3. ปัญหา', texts: ['problem'], duties: ['workshops'] },
      ],
      signatures: [{ who: 'blank', position: 'กำนันตำบล{{tambon}}' }],
    },
  ],
}

/** Forms that a province might send, as the editor of forms makes them: data alone. */
export const provinceForms = { indicators, ticks, sheets } as unknown as Record<
  'indicators' | 'ticks' | 'sheets',
  ReportForm
>
