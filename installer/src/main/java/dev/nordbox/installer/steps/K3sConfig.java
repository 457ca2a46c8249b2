package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig;
import java.util.List;
import java.util.stream.Stream;

/**
 * Model of the templates that k3s is configured with.
 *
 * @param tlsSans names and addresses the API server answers to, beyond those k3s knows itself
 * @param disable packaged components that are left out
 * @param registriesClosed images come from the registries of registries.yaml only
 */
public record K3sConfig(List<String> tlsSans, List<String> disable, boolean registriesClosed) {

    public K3sConfig {
        tlsSans = List.copyOf(tlsSans);
        disable = List.copyOf(disable);
    }

    static K3sConfig of(BoxConfig config) {
        List<String> sans =
                Stream.concat(
                                Stream.of(ApiEndpoint.of(config).host(), config.ssh().address()),
                                config.k3s().tlsSans().stream())
                        .distinct()
                        .toList();
        return new K3sConfig(sans, config.k3s().disable(), config.profile().isPresent());
    }
}
