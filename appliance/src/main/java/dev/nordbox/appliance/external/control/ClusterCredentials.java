package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.external.SecretData;
import dev.nordbox.appliance.external.vault.AccountRef;
import dev.nordbox.appliance.external.vault.Authorities;
import dev.nordbox.appliance.external.vault.Credentials;
import dev.nordbox.appliance.external.vault.SecretRef;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What a store needs of its cluster. A store of a namespace sees that namespace alone.
 *
 * @param ofTheCluster it is a ClusterSecretStore
 * @param namespace of the ExternalSecret, which is where a SecretStore is, too
 */
record ClusterCredentials(Cluster cluster, boolean ofTheCluster, String namespace)
        implements Credentials {

    @Override
    public String secret(SecretRef ref) throws CannotSync {
        ResourceKey key = ExternalKinds.secret(place(ref.namespace()), ref.name());
        LiveObject secret = get(key);
        return SecretData.of(secret.content(), ref.key())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(
                        () ->
                                CannotSync.data(
                                        "cannot find secret data for key: \""
                                                + ref.key()
                                                + "\" in Secret "
                                                + key.namespace()
                                                + "/"
                                                + key.name()));
    }

    @Override
    public String token(AccountRef account, Duration lifetime) throws CannotSync {
        String place = place(account.namespace());
        try {
            return cluster.serviceAccountToken(
                    place, account.name(), account.audiences(), lifetime);
        } catch (ClusterException e) {
            throw CannotSync.data(
                    "cannot request Kubernetes service account token for service account \""
                            + account.name()
                            + "\" of namespace "
                            + place
                            + ": "
                            + e.getMessage());
        }
    }

    @Override
    public String authorities(Authorities.Provided provided) throws CannotSync {
        if (ofTheCluster && provided.namespace().isEmpty()) {
            throw CannotSync.data("missing namespace on caProvider secret");
        }
        ResourceKey key =
                ExternalKinds.core(provided.kind(), place(provided.namespace()), provided.name());
        LiveObject object = get(key);
        Optional<String> pem =
                provided.kind().equals("Secret")
                        ? SecretData.of(object.content(), provided.key())
                                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                        : Fields.text(object.content(), "data", provided.key());
        return pem.orElseThrow(
                () -> CannotSync.data(key + " of caProvider has no key " + provided.key()));
    }

    /** The address of a Service, or of the first pod behind it where it has none. */
    @Override
    public String service(String place, String name) throws CannotSync {
        LiveObject service = get(ExternalKinds.core("Service", place, name));
        String address = Fields.text(service.content(), "spec", "clusterIP").orElse("None");
        if (!address.equals("None") && !address.isEmpty()) {
            return address;
        }
        LiveObject endpoints = get(ExternalKinds.core("Endpoints", place, name));
        return Fields.list(endpoints.content(), "subsets").stream()
                .flatMap(subset -> Fields.list(subset, "addresses").stream())
                .flatMap(one -> Fields.text(one, "ip").stream())
                .findFirst()
                .orElseThrow(
                        () ->
                                CannotSync.data(
                                        "Service " + place + "/" + name + " has no address yet"));
    }

    private String place(Optional<String> named) throws CannotSync {
        String place = named.filter(name -> !name.isEmpty()).orElse(namespace);
        if (!ofTheCluster && !place.equals(namespace)) {
            throw CannotSync.data(
                    "namespace "
                            + place
                            + " should either be empty or match the namespace of the SecretStore, "
                            + namespace
                            + "; take it out, or make it a ClusterSecretStore");
        }
        return place;
    }

    private LiveObject get(ResourceKey key) throws CannotSync {
        try {
            return cluster.get(key)
                    .orElseThrow(
                            () ->
                                    CannotSync.data(
                                            "cannot get Kubernetes "
                                                    + key.kind()
                                                    + " \""
                                                    + key.name()
                                                    + "\" from namespace \""
                                                    + key.namespace()
                                                    + "\": there is none"));
        } catch (ClusterException e) {
            throw CannotSync.data("cannot get Kubernetes " + key + ": " + e.getMessage());
        }
    }
}
