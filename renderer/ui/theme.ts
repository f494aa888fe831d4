import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Menu,
  Modal,
  Popover,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core';
import { t } from '../i18n/i18n.ts';

const accent: MantineColorsTuple = [
  'var(--accent-soft)',
  'var(--accent-soft)',
  '#c3c9f1',
  '#9da7e8',
  '#7a87de',
  '#5f6ed4',
  'var(--accent)',
  'var(--accent-2)',
  '#323d96',
  '#28317a',
];

const red: MantineColorsTuple = [
  'var(--bad-soft)',
  'var(--bad-soft)',
  '#f2b0b0',
  '#e88a8a',
  'var(--bad)',
  'var(--bad)',
  'var(--bad)',
  'var(--bad)',
  'var(--bad)',
  '#8f2020',
];

/** Mantine's greys in our hue, so that its borders, fields and disabled parts belong to the same picture. */
const gray: MantineColorsTuple = ['#f8f9fb', '#f0f2f6', '#e1e4ec', '#cdd2de', '#b5bccb', '#8b93a6', '#636d83', '#4f596e', '#363f52', '#1b2130'];
const dark: MantineColorsTuple = ['#e8ebf3', '#b1b9ca', '#949eb2', '#6b7589', '#3b4354', '#2a303d', '#222734', '#1a1e28', '#161a22', '#12151c'];

/** Text on our filled colours: light on dark in one theme, dark on light in the other. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  return input.variant === 'filled' ? { ...colors, color: 'var(--on-accent)' } : colors;
};

/** Mantine drawn with our tokens: dense, calm, 13 px. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent, red, gray, dark },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '14.5px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.45', xl: '1.4' },
  spacing: { xs: '6px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '10px', xl: '16px' },
  defaultRadius: 'sm',
  variantColorResolver,
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '18px' }, h2: { fontSize: '14.5px' }, h3: { fontSize: '13px' } } },
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, transitionProps: { duration: 120 }, withArrow: false, fz: 12 } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 120 }, position: 'bottom-end' } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 120 } } }),
    Modal: Modal.extend({
      styles: { title: { fontWeight: 600 } },
      defaultProps: {
        closeButtonProps: {
          get 'aria-label'() {
            return t('Close');
          },
        },
        centered: true,
        transitionProps: { duration: 150 },
        overlayProps: { backgroundOpacity: 0.35 },
      },
    }),
    // The search field stays where it is while the results below it shrink and grow.
    Spotlight: { defaultProps: { centered: false, yOffset: '14vh' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    Autocomplete: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs', withThumbIndicator: false } },
    Checkbox: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Tabs: { defaultProps: {} },
  },
});

const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text-1)',
  '--mantine-color-dimmed': 'var(--text-2)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--surface-3)',
  '--mantine-color-default-color': 'var(--text-1)',
  '--mantine-color-default-border': 'var(--line-2)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-gray-light-hover': 'var(--surface-3)',
  '--mantine-color-gray-light-color': 'var(--text-2)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-2)',
  '--mantine-color-accent-light': 'var(--accent-soft)',
  '--mantine-color-accent-light-hover': 'var(--accent-soft)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-accent-outline': 'var(--accent)',
  '--mantine-color-red-outline': 'var(--bad)',
  '--mantine-color-red-outline-hover': 'var(--bad-soft)',
  '--mantine-color-red-light': 'var(--bad-soft)',
  '--mantine-color-red-light-hover': 'var(--bad-soft)',
  '--mantine-color-red-light-color': 'var(--bad)',
  '--mantine-color-red-text': 'var(--bad)',
  '--mantine-color-red-filled': 'var(--bad)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-white': '#fff',
  '--mantine-shadow-md': 'var(--shadow-2)',
  '--mantine-shadow-sm': 'var(--shadow)',
  '--mantine-color-disabled': 'var(--surface-3)',
  '--mantine-color-disabled-color': 'var(--text-3)',
  '--mantine-color-disabled-border': 'var(--line)',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });
