import { hrefOf, selfLinks } from "@ivcap/shared/links";
import type { ListedService, ServiceRow } from "@ivcap/shared/records/services";
import type { ServiceListItem, ServiceStatus } from "@ivcap/shared/schemas/service";
import { urnOf } from "@ivcap/shared/urn";

/** A service in a list. What is not there is left out: clients stumble over `null`. */
export const itemOf = (base: string, row: ListedService): ServiceListItem => ({
  id: urnOf("service", row.id),
  name: row.name,
  ...(row.description === null ? {} : { description: row.description }),
  ...(row.banner === null ? {} : { banner: row.banner }),
  policy: row.policy,
  "published-at": row.published_at,
  account: row.account,
  href: hrefOf(base, "services", row.id),
});

/** A service by itself. Its workflow is not shown: what an order runs is between provider and platform. */
export const statusOf = (base: string, row: ServiceRow): ServiceStatus => {
  const { tags, parameters } = row.definition;
  return {
    id: urnOf("service", row.service),
    name: row.name,
    ...(row.description === null ? {} : { description: row.description }),
    ...(tags === undefined ? {} : { tags }),
    status: "active",
    account: row.account,
    // The CLI shows an empty list of options as a choice among nothing.
    parameters: parameters.map(({ options, ...rest }) =>
      options === undefined || options.length === 0 ? rest : { ...rest, options },
    ),
    links: selfLinks(base, "services", row.service, "ServiceStatusRT"),
  };
};
