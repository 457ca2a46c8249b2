package dev.nordbox.installer.baseline;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfig.NamespaceConfig;
import java.util.List;

/**
 * Model of whatever the user's templates add below {@code own/}.
 *
 * @param name of the box
 * @param namespaces by name, as {@code nordbox.yaml} has them
 */
public record OwnModel(String name, List<String> namespaces) {

    public static OwnModel of(BoxConfig config) {
        return new OwnModel(
                config.name(), config.namespaces().stream().map(NamespaceConfig::name).toList());
    }
}
