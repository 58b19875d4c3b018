import { enUS, thTH } from '@mui/material/locale'
import { createTheme, type Theme } from '@mui/material/styles'
import { enUS as enDates, thTH as thDates } from '@mui/x-date-pickers/locales'
import { dark, fontStack, light, type Palette, size, weight } from './tokens.ts'

declare module '@mui/material/styles' {
  interface Theme {
    tokens: Palette
  }
  interface ThemeOptions {
    tokens?: Palette
  }
}

/**
 * The MUI theme of one mode and language, made from the tokens.
 * @param textScale 1, 1.125 or 1.25: how large the person wants text
 */
export function makeTheme(mode: 'light' | 'dark', language: 'th' | 'en', textScale: number): Theme {
  const tokens = mode === 'dark' ? dark : light
  const floating = { border: `1px solid ${tokens.ruleStrong}`, boxShadow: '0 6px 20px rgb(0 0 0 / 18%)' }
  return createTheme(
    {
      tokens,
      palette: {
        mode,
        primary: { main: tokens.primary, dark: tokens.primaryHover, contrastText: tokens.primaryInk },
        secondary: { main: tokens.accent, contrastText: mode === 'dark' ? '#1d1607' : '#ffffff' },
        error: { main: tokens.late },
        warning: { main: tokens.warning },
        success: { main: tokens.done },
        info: { main: tokens.underWay },
        background: { default: tokens.ground, paper: tokens.sheet },
        text: { primary: tokens.ink, secondary: tokens.inkSoft },
        divider: tokens.rule,
      },
      shape: { borderRadius: size.radius },
      typography: {
        fontFamily: fontStack,
        htmlFontSize: 16,
        fontSize: size.fontBase,
        fontWeightMedium: weight.strong,
        fontWeightBold: weight.strong,
        h1: { fontSize: '1.45rem', fontWeight: weight.strong, lineHeight: 1.35 },
        h2: { fontSize: '1.1rem', fontWeight: weight.strong, lineHeight: 1.4 },
        h3: { fontSize: '1rem', fontWeight: weight.strong, lineHeight: 1.4 },
        body1: { fontSize: '0.97rem', lineHeight: 1.55 },
        body2: { fontSize: '0.9rem', lineHeight: 1.5 },
        caption: { fontSize: '0.84rem', lineHeight: 1.45 },
        button: { textTransform: 'none', fontWeight: weight.strong, fontSize: '0.93rem', lineHeight: 1.5 },
      },
      components: {
        MuiCssBaseline: {
          styleOverrides: {
            html: { fontSize: `${16 * textScale}px` },
            body: { fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere', wordBreak: 'normal' },
            '*:focus-visible': { outline: `2px solid ${tokens.focus}`, outlineOffset: '1px' },
            a: { color: tokens.primary },
            '@media (prefers-reduced-motion: reduce)': {
              '*, *::before, *::after': {
                animationDuration: '0.01ms !important',
                transitionDuration: '0.01ms !important',
              },
            },
          },
        },
        // the library takes the outline of everything pressable away: who works by keyboard must see where he is
        MuiButtonBase: {
          defaultProps: { disableRipple: true },
          styleOverrides: {
            root: {
              '&.Mui-focusVisible': { outline: `2px solid ${tokens.focus}`, outlineOffset: '1px' },
              // what stands close to its neighbours, or in a box that cuts, has it inside
              '&.MuiTab-root.Mui-focusVisible, &.MuiMenuItem-root.Mui-focusVisible, &.MuiToggleButton-root.Mui-focusVisible':
                { outlineOffset: '-2px' },
            },
          },
        },
        MuiButton: {
          defaultProps: { disableElevation: true, size: 'small' },
          styleOverrides: {
            root: { padding: '0.24rem 0.8rem', minHeight: '2.1rem', whiteSpace: 'nowrap' },
            outlined: { borderColor: tokens.ruleStrong, backgroundColor: tokens.sheet },
          },
        },
        MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
        MuiDialog: {
          styleOverrides: {
            paper: { border: `1px solid ${tokens.ruleStrong}`, boxShadow: '0 12px 40px rgb(0 0 0 / 28%)' },
          },
        },
        MuiDialogTitle: {
          styleOverrides: {
            root: { fontSize: '1.1rem', fontWeight: weight.strong, padding: '0.9rem 1.2rem 0.5rem' },
          },
        },
        MuiDialogContent: { styleOverrides: { root: { padding: '0.4rem 1.2rem 0.9rem' } } },
        MuiDialogActions: { styleOverrides: { root: { padding: '0.5rem 1.2rem 1rem' } } },
        MuiTextField: { defaultProps: { size: 'small', fullWidth: true } },
        MuiFormControl: { defaultProps: { size: 'small' } },
        MuiOutlinedInput: {
          styleOverrides: {
            root: { backgroundColor: tokens.sheet },
            notchedOutline: { borderColor: tokens.ruleStrong },
            input: { paddingTop: '0.4rem', paddingBottom: '0.4rem', height: '1.5rem', fontSize: '0.97rem' },
            multiline: { paddingTop: '0.4rem', paddingBottom: '0.4rem' },
          },
        },
        MuiFormHelperText: {
          styleOverrides: { root: { fontSize: '0.84rem', marginLeft: 2, lineHeight: 1.4 } },
        },
        MuiTooltip: {
          styleOverrides: { tooltip: { fontSize: '0.84rem', backgroundColor: '#22302b', color: '#fff' } },
        },
        MuiTab: { styleOverrides: { root: { minHeight: '2.4rem', padding: '0.3rem 0.9rem' } } },
        MuiTabs: { styleOverrides: { root: { minHeight: '2.4rem' } } },
        // the colour of the library is too pale on the ground of the page
        MuiToggleButton: { styleOverrides: { root: { color: tokens.inkSoft } } },
        MuiAlert: { styleOverrides: { root: { padding: '0.2rem 0.8rem', alignItems: 'flex-start' } } },
        MuiTableCell: {
          styleOverrides: {
            root: { padding: '0.34rem 0.65rem', fontSize: '0.93rem', borderColor: tokens.rule },
          },
        },
        MuiMenu: { styleOverrides: { paper: floating } },
        MuiPopover: { styleOverrides: { paper: floating } },
        MuiAutocomplete: {
          styleOverrides: {
            paper: floating,
            inputRoot: { paddingTop: '0.14rem !important', paddingBottom: '0.14rem !important' },
            tag: { margin: '2px', height: '1.7rem' },
          },
        },
        MuiMenuItem: {
          styleOverrides: {
            root: { fontSize: '0.95rem', minHeight: '2rem', paddingTop: 4, paddingBottom: 4 },
          },
        },
        MuiLink: { defaultProps: { underline: 'hover' } },
      },
    },
    language === 'th' ? thTH : enUS,
    language === 'th' ? thDates : enDates,
  )
}
