import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { CopyX, Link2, Merge } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ComparedProject, PairLine } from '../../../core/duplicates/contract.ts'
import type { Reason } from '../../../core/duplicates/rules.ts'
import { api } from '../../app/client.ts'
import { formatBaht, formatDate } from '../../app/format.ts'
import { AppLink, Button, KeyHint, Query, Section, Thai } from '../../ui/index.ts'
import { Marked } from './Marked.tsx'
import { ScoreMark } from './ScoreMark.tsx'

type Props = {
  pair: PairLine
  busy: boolean
  onLink: () => void
  onMerge: () => void
  onNotSame: () => void
}

/** Two projects side by side, what differs marked, with the reasons of the score. */
export function PairCompare({ pair, busy, onLink, onMerge, onNotSame }: Props) {
  const { t } = useTranslation()
  const both = useQuery(api.duplicates.pair.queryOptions({ input: { aId: pair.aId, bId: pair.bId } }))
  return (
    <Section flush>
      <Box
        sx={{
          display: 'flex',
          flexDirection: 'column',
          maxHeight: 'calc(100vh - 17rem)',
          minHeight: '22rem',
        }}
      >
        <Box
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', px: 1.4, py: 1 }}
          role="toolbar"
          aria-label={t('duplicates.compare.label')}
        >
          <ScoreMark score={pair.score} />
          <Button look="main" icon={Link2} onClick={onLink} busy={busy}>
            {t('duplicates.link')} <KeyHint letter="L" />
          </Button>
          <Button icon={Merge} onClick={onMerge}>
            {t('duplicates.merge')} <KeyHint letter="M" />
          </Button>
          <Button icon={CopyX} onClick={onNotSame}>
            {t('duplicates.notSame')} <KeyHint letter="N" />
          </Button>
        </Box>
        <Reasons reasons={pair.reasons} />
        <Query of={both} lines={8}>
          {({ a, b }) => <SideBySide a={a} b={b} />}
        </Query>
      </Box>
    </Section>
  )
}

/** What speaks for it, then what speaks against it. */
function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const { t } = useTranslation()
  const sorted = [...reasons].sort((x, y) => y.points - x.points)
  return (
    <Box
      component="ul"
      aria-label={t('duplicates.reasons')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.6, listStyle: 'none', m: 0, px: 1.4, pb: 1 }}
    >
      {sorted.map((reason) => {
        const isFor = reason.points > 0
        const key = reason.key === 'likeText' && !isFor ? 'unlikeText' : reason.key
        return (
          <Box
            component="li"
            key={reason.key}
            sx={(theme) => ({
              px: 0.9,
              borderRadius: 1,
              fontSize: '0.86rem',
              color: isFor ? theme.tokens.done : theme.tokens.late,
              bgcolor: isFor ? theme.tokens.doneTint : theme.tokens.lateTint,
            })}
          >
            <Thai text={`${isFor ? '+' : '−'} ${t(`duplicates.why.${key}`, { what: reason.what })}`} />
          </Box>
        )
      })}
    </Box>
  )
}

type Row = { key: string; a: ReactNode; b: ReactNode; differs: boolean }

function SideBySide({ a, b }: { a: ComparedProject; b: ComparedProject }) {
  const { t } = useTranslation()
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'fate-kinds' } }))
  const fateName = (kind: string) => kinds.data?.items.find((item) => item.key === kind)?.name ?? kind
  const text = (key: string, of: (project: ComparedProject) => string): Row => {
    const left = of(a)
    const right = of(b)
    return {
      key,
      a: <Marked text={left} other={right} />,
      b: <Marked text={right} other={left} />,
      differs: left.replace(/\s/gu, '') !== right.replace(/\s/gu, ''),
    }
  }
  const rows: Row[] = [
    text('name', (one) => one.name),
    text('origin', (one) => one.originName),
    text('lists', (one) =>
      [
        ...one.levels.filter((level) => level !== 'local').map((level) => t(`plans.short.${level}`)),
        ...one.lists,
      ].join(', '),
    ),
    {
      key: 'entries',
      a: <Entries project={a} />,
      b: <Entries project={b} />,
      differs: false,
    },
    {
      key: 'budgets',
      a: <Budgets project={a} />,
      b: <Budgets project={b} />,
      differs: JSON.stringify(a.budgets) !== JSON.stringify(b.budgets),
    },
    text('target', (one) => one.target),
    text('site', (one) => one.site),
    text('problem', (one) => one.problem),
    text('objective', (one) => one.objective),
    text('budgetSource', (one) => one.budgetSource),
    text('leadAgency', (one) => one.leadAgency),
    text('point', (one) =>
      one.latitude === null || one.longitude === null ? '' : `${one.latitude}, ${one.longitude}`,
    ),
    text('fates', (one) =>
      one.fates
        .map((fate) =>
          t('duplicates.fate', {
            fate: fateName(fate.kind),
            detail: [
              fate.budgetSource,
              fate.amount === null ? '' : t('plans.journey.baht', { amount: formatBaht(fate.amount) }),
              fate.fiscalYear ?? '',
              fate.reason,
            ]
              .filter((part) => part !== '')
              .join(' '),
          }),
        )
        .join(', '),
    ),
  ]
  const said = rows.filter((row) => row.key === 'entries' || row.key === 'budgets' || hasWords(row, a, b))
  return (
    <Box
      role="region"
      aria-label={t('duplicates.compare.label')}
      tabIndex={0}
      sx={{ overflow: 'auto', minHeight: '12rem' }}
    >
      <Box
        component="table"
        sx={(theme) => ({
          borderCollapse: 'collapse',
          width: '100%',
          tableLayout: 'fixed',
          fontSize: '0.92rem',
          lineHeight: 1.55,
          '& th, & td': {
            px: 1.2,
            py: 0.5,
            verticalAlign: 'top',
            textAlign: 'left',
            borderTop: `1px solid ${theme.tokens.rule}`,
            overflowWrap: 'anywhere',
          },
          '& thead th': { position: 'sticky', top: 0, bgcolor: theme.tokens.quiet, zIndex: 1 },
          '& tbody th': { fontWeight: 600, color: 'text.secondary' },
        })}
      >
        <colgroup>
          <col style={{ width: '8.5rem' }} />
          <col />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t('duplicates.field')}</th>
            {[a, b].map((project, at) => (
              <th scope="col" key={project.id}>
                <AppLink href={`/projects/${project.id}`}>
                  {t(at === 0 ? 'duplicates.first' : 'duplicates.second')}
                </AppLink>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {said.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {t(`duplicates.field.${row.key}`)}
                {row.differs ? (
                  <Box
                    component="span"
                    sx={(theme) => ({ display: 'block', fontSize: '0.8rem', color: theme.tokens.late })}
                  >
                    ≠ {t('duplicates.differs')}
                  </Box>
                ) : null}
              </th>
              {[row.a, row.b].map((content, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two sides, always in this order
                <td key={at}>{content}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  )
}

/** Rows that neither project says anything in are left out. */
function hasWords(row: Row, a: ComparedProject, b: ComparedProject): boolean {
  const read: Record<string, (project: ComparedProject) => boolean> = {
    target: (one) => one.target !== '',
    site: (one) => one.site !== '',
    problem: (one) => one.problem !== '',
    objective: (one) => one.objective !== '',
    budgetSource: (one) => one.budgetSource !== '',
    leadAgency: (one) => one.leadAgency !== '',
    point: (one) => one.latitude !== null,
    fates: (one) => one.fates.length > 0,
  }
  const has = read[row.key]
  return has === undefined || has(a) || has(b)
}

function Entries({ project }: { project: ComparedProject }) {
  const { t } = useTranslation()
  return (
    <Box component="ul" sx={{ m: 0, pl: 2 }}>
      {project.entries.map((entry) => (
        <li key={entry.planId}>
          <AppLink href={`/plans/${entry.planId}`}>
            {t('duplicates.entry', { plan: entry.planName, rank: entry.rank })}
          </AppLink>
          {entry.adoptedOn === null
            ? ''
            : ` · ${t('duplicates.entry.adopted', { date: formatDate(entry.adoptedOn, 'short') })}`}
        </li>
      ))}
    </Box>
  )
}

function Budgets({ project }: { project: ComparedProject }) {
  if (project.budgets.length === 0) return <>–</>
  return (
    <Box sx={{ fontVariantNumeric: 'tabular-nums' }}>
      {project.budgets.map(({ fiscalYear, amount }) => (
        <div key={fiscalYear}>
          {fiscalYear}: {formatBaht(amount)}
        </div>
      ))}
    </Box>
  )
}
