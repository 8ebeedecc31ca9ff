import type { AnnouncementKind } from '../../domain/announcements/announcement';

/** What is announced, as pages call it. */
export const announcementWords: Readonly<Record<AnnouncementKind, string>> = {
  change: 'A change',
  'planned-work': 'Planned work',
  incident: 'An incident',
  deprecation: 'The end of the API',
};
