/** The kit: import every part of a screen from here (renderer/ui/README.md). */
export { AppLink } from './AppLink.tsx'
export { Button, type ButtonProps } from './Button.tsx'
export { CertaintyNote } from './CertaintyNote.tsx'
export { BarChart, type BarRow, type BarSeries } from './charts/BarChart.tsx'
export {
  type CellValue,
  DataGrid,
  type DataGridProps,
  type GridChange,
  type GridColumn,
} from './DataGrid.tsx'
export { ProgressDialog, type Question, SheetDialog, useConfirm } from './Dialogs.tsx'
export { DraftField } from './DraftField.tsx'
export { EmptyState } from './EmptyState.tsx'
export { FaultBar } from './FaultBar.tsx'
export {
  CheckField,
  ChipsField,
  ChoiceBox,
  DateField,
  FieldFrame,
  type FieldProps,
  FiscalYearField,
  LinesField,
  MoneyField,
  NumberField,
  type Option,
  SearchField,
  SelectField,
  TextArea,
  TextField,
} from './Fields.tsx'
export { Fields, Form } from './Form.tsx'
export { GridField } from './GridField.tsx'
export { KeyHint } from './KeyHint.tsx'
export { MenuButton } from './MenuButton.tsx'
export { Page, Section } from './Page.tsx'
export { PaperSheets, PaperView, useMakePaper } from './PaperView.tsx'
export { Query } from './Query.tsx'
export { type Status, StatusChip, statuses } from './StatusChip.tsx'
export { Table, type TableColumn } from './Table.tsx'
export { Thai } from './Thai.tsx'
export { WarningNote } from './WarningNote.tsx'
export { usePlanYear, YearPicker } from './YearPicker.tsx'
