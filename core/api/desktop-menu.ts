import * as z from 'zod';

/** What the operating system does by itself when an item is chosen. */
export const MENU_ROLES = ['cut', 'copy', 'paste', 'close', 'quit', 'minimize', 'togglefullscreen', 'zoomIn', 'zoomOut', 'resetZoom', 'about'] as const;

const label = z.string().min(1).max(200);

const item = z.union([
  z.object({
    command: z.string().regex(/^[a-z0-9-]{1,60}$/),
    label,
    /** As in `Mod+Shift+Z`; shown only, the page handles the keys. */
    shortcut: z.string().max(40).optional(),
    enabled: z.boolean(),
  }),
  z.object({ role: z.enum(MENU_ROLES), label }),
  z.object({ separator: z.literal(true) }),
]);

/** The native menu as a window wants it: its words are in the window's language, its shortcuts as the person has set them. */
export const desktopMenu = z.array(z.object({ label, items: z.array(item).max(120) })).max(12);
export type DesktopMenu = z.infer<typeof desktopMenu>;
export type DesktopMenuItem = DesktopMenu[number]['items'][number];
