/**
 * When a number is too small to be kept or shown. What is shown follows the small-number rule of NHS England's hospital
 * statistics; its threshold, 8, is raised to the platform's own.
 * https://digital.nhs.uk/data-and-information/data-tools-and-services/data-services/hospital-episode-statistics
 */
export const anonymity = {
  /** Requests that a row of the analytics counts at least, and any figure that a report or the portal shows. */
  smallestGroup: 10,
  /** Figures are shown as multiples of this. */
  roundTo: 5,
} as const;
