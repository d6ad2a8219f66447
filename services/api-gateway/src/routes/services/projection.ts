import { hrefOf, selfLinks } from "@ivcap/shared/links";
import type { ListedService, ServiceRow } from "@ivcap/shared/records/services";
import type { ServiceListItem, ServiceStatus } from "@ivcap/shared/schemas/service";
import { urnOf } from "@ivcap/shared/urn";

/** One store, two shapes of it: `/1/services`, and `/1/services2` for clients of API 0.44. */
export type ServiceProjection = {
  /** Path under `/1/`, and the list that page tokens are bound to. */
  resource: "services" | "services2";
  item: (base: string, row: ListedService) => object;
  status: (base: string, row: ServiceRow) => object;
};

/** What is not there is left out: clients stumble over `null`. */
export const SERVICES: ServiceProjection = {
  resource: "services",
  item: (base, row): ServiceListItem => ({
    id: urnOf("service", row.id),
    name: row.name,
    ...(row.description === null ? {} : { description: row.description }),
    ...(row.banner === null ? {} : { banner: row.banner }),
    policy: row.policy,
    "published-at": row.published_at,
    account: row.account,
    href: hrefOf(base, "services", row.id),
  }),
  // Its workflow is not shown: what an order runs is between provider and platform.
  status: (base, row): ServiceStatus => {
    const { tags, parameters } = row.definition;
    return {
      id: urnOf("service", row.service),
      name: row.name,
      ...(row.description === null ? {} : { description: row.description }),
      ...(tags === undefined ? {} : { tags }),
      status: row.disabled_at === null ? "active" : "inactive",
      account: row.account,
      // The CLI shows an empty list of options as a choice among nothing.
      parameters: parameters.map(({ options, ...rest }) =>
        options === undefined || options.length === 0 ? rest : { ...rest, options },
      ),
      links: selfLinks(base, "services", row.service, "ServiceStatusRT"),
    };
  },
};
