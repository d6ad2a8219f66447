# What a plan of the platform layer must hold, in every environment. `npm run validate` puts this file beside a copy of the
# stack, with local.all: every resource by type and name. random is not mocked, since mocks know no ephemeral resources. What a
# mock leaves unknown until apply, such as a secret's data, is judged on the synthesised JSON (test/rules).

mock_provider "kubernetes" {}
mock_provider "helm" {}

run "every_chart_has_one_exact_version" {
  command = plan

  assert {
    condition     = alltrue([for release in local.all.helm_release : can(regex("^v?\\d+\\.\\d+\\.\\d+", release.version))])
    error_message = "Not exact: ${join(", ", [for name, release in local.all.helm_release : name if !can(regex("^v?\\d+\\.\\d+\\.\\d+", release.version))])}."
  }

  assert {
    condition     = alltrue([for release in local.all.helm_release : release.repository != null || fileexists("${release.chart}/Chart.yaml")])
    error_message = "Neither from a repository nor a folder with a Chart.yaml: ${join(", ", [for name, release in local.all.helm_release : name if release.repository == null && !fileexists("${release.chart}/Chart.yaml")])}."
  }
}

run "an_apply_ends_when_every_release_is_ready" {
  command = plan

  assert {
    condition     = alltrue([for release in local.all.helm_release : release.wait && release.wait_for_jobs && release.upgrade_install && release.timeout >= 60])
    error_message = "Does not wait, or cannot be applied again after it failed: ${join(", ", [for name, release in local.all.helm_release : name if !(release.wait && release.wait_for_jobs && release.upgrade_install)])}."
  }
}

run "helm_gets_values_that_it_can_read" {
  command = plan

  assert {
    condition     = alltrue([for release in local.all.helm_release : alltrue([for values in release.values : can(yamldecode(values))])])
    error_message = "Terraform's own templates have spoilt the values of a release."
  }

  assert {
    condition     = alltrue([for release in local.all.helm_release : contains([for namespace in local.all.kubernetes_namespace_v1 : namespace.metadata[0].name], release.namespace)])
    error_message = "A release goes into a namespace that this stack does not make."
  }
}

run "every_namespace_enforces_pod_security_and_refuses_all_traffic_by_default" {
  command = plan

  assert {
    condition     = alltrue([for namespace in local.all.kubernetes_namespace_v1 : contains(["restricted", "baseline", "privileged"], namespace.metadata[0].labels["pod-security.kubernetes.io/enforce"])])
    error_message = "A namespace enforces no Pod Security level."
  }

  assert {
    condition = toset([for namespace in local.all.kubernetes_namespace_v1 : namespace.metadata[0].name]) == toset([
      for policy in local.all.kubernetes_network_policy_v1 : policy.metadata[0].namespace
      if length(policy.spec[0].policy_types) == 2 && length(policy.spec[0].ingress) == 0 && length(policy.spec[0].egress) == 0
    ])
    error_message = "Not every namespace has a policy that opens nothing in either direction."
  }
}

run "secrets_are_written_only_and_renewed_by_their_revision" {
  command = plan

  assert {
    condition     = alltrue([for secret in local.all.kubernetes_secret_v1 : secret.data_wo_revision >= 1])
    error_message = "A secret has no revision, so that nothing would ever renew it."
  }

  assert {
    condition     = alltrue([for secret in local.all.kubernetes_secret_v1 : secret.data_wo == null])
    error_message = "A plan shows what is written to a secret."
  }
}

run "orders_share_a_quota_and_reach_no_name_server" {
  command = plan

  assert {
    condition = anytrue([
      for quota in local.all.kubernetes_resource_quota_v1 : quota.metadata[0].namespace == "order-runner"
      && length(setsubtract(["pods", "limits.cpu", "limits.memory"], keys(quota.spec[0].hard))) == 0
    ])
    error_message = "Orders have no quota of pods, CPU and memory."
  }

  assert {
    condition     = anytrue([for range in local.all.kubernetes_limit_range_v1 : range.metadata[0].namespace == "order-runner"])
    error_message = "A container of an order that asks for nothing gets everything."
  }

  assert {
    condition = !anytrue(flatten([
      for policy in local.all.kubernetes_network_policy_v1 : [for egress in policy.spec[0].egress : [for port in egress.ports : port.port == "53"]]
      if policy.metadata[0].namespace == "order-runner"
    ]))
    error_message = "Orders may look names up."
  }
}

run "a_value_that_is_still_to_be_filled_in_is_refused" {
  command = plan

  variables {
    placeholders = "domain"
  }

  expect_failures = [terraform_data.filled-in]
}
