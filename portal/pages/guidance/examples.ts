/** A whole file that can be published as it is, small enough to read. */
export const specificationExample = `openapi: 3.1.0
info:
  title: Ward charts
  version: 1.0.0
  description: Charts of a ward.
servers:
  - url: https://api.example.nhs.uk/ward-charts
paths:
  /charts/{id}:
    get:
      operationId: getChart
      summary: Get a chart
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      security:
        - app-level3: []
      responses:
        '200':
          description: The chart
          content:
            application/json:
              schema:
                type: object
                properties: { id: { type: string }, ward: { type: string } }
              example: { id: c-1, ward: Nightingale }
        '404':
          description: There is no such chart
          content:
            application/problem+json:
              example: { title: Resource not found, status: 404 }
components:
  securitySchemes:
    app-level3:
      type: http
      scheme: bearer
`;

/** What a producer states of it, beside it in publication.json. */
export const publicationExample = `{
  "specification": "openapi.yaml",
  "target": "https://backend.example.nhs.uk",
  "publisher": {
    "organisation": "Example Trust",
    "thirdParty": true,
    "dataController": "Example Trust",
    "legalBasis": "UK GDPR Article 6(1)(e): public task",
    "team": "the-id-of-your-team"
  },
  "service": {
    "status": "beta",
    "level": "99.9 % in a month",
    "supportHours": "Weekdays, 9am to 5pm",
    "contact": { "email": "api@example.nhs.uk" }
  },
  "goLive": {
    "approvedBy": "Digital services board, Example Trust",
    "approvedOn": "2026-03-27",
    "record": "https://example.nhs.uk/decisions/ward-charts"
  }
}
`;
