package dev.nordbox.installer.baseline;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfig.NamespaceConfig;
import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.config.Cidr.IpAddress;
import java.util.List;

/**
 * Model of cluster/namespace/*.yaml.ftl, except the flows.
 *
 * @param podSecurityVersion Kubernetes' minor version, so that an upgrade does not tighten the
 *     standard unasked
 * @param limits default limits of a container
 * @param requests default requests of a container
 * @param apiCidr the API server's endpoint
 */
record NamespaceModel(
        String name,
        String podSecurity,
        String podSecurityVersion,
        List<NamedValue> quota,
        List<NamedValue> limits,
        List<NamedValue> requests,
        String apiCidr) {

    static NamespaceModel of(NamespaceConfig namespace, BoxConfig config, IpAddress api) {
        return new NamespaceModel(
                namespace.name(),
                namespace.podSecurity(),
                config.k3s().minor(),
                NamedValue.of(namespace.quota()),
                NamedValue.of(namespace.limits().defaults()),
                NamedValue.of(namespace.limits().defaultRequests()),
                Cidr.of(api).toString());
    }
}
