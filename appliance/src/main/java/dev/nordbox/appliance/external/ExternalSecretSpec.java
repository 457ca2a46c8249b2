package dev.nordbox.appliance.external;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an ExternalSecret asks for, all of it honoured.
 *
 * @param store for all that names no store of its own
 * @param interval between two looks into the store; zero for one look alone
 * @param data single keys; they count before those of {@code dataFrom}
 */
public record ExternalSecretSpec(
        Optional<StoreRef> store,
        Target target,
        RefreshPolicy refresh,
        Duration interval,
        List<Data> data,
        List<DataFrom> dataFrom) {

    public static final String GROUP = "external-secrets.io";
    public static final String VERSION = "v1";
    public static final String KIND = "ExternalSecret";

    /** One key of the Secret. */
    public record Data(String secretKey, RemoteRef ref, Optional<StoreRef> store) {}

    /**
     * The Secret that is made.
     *
     * @param name its name
     */
    public record Target(
            String name,
            CreationPolicy creation,
            DeletionPolicy deletion,
            boolean immutable,
            Optional<Template> template) {}

    public ExternalSecretSpec {
        data = List.copyOf(data);
        dataFrom = List.copyOf(dataFrom);
    }

    /** All stores it reads from. */
    public List<StoreRef> stores() {
        return Stream.concat(
                        store.stream(),
                        Stream.concat(
                                data.stream().flatMap(one -> one.store().stream()),
                                dataFrom.stream().flatMap(one -> one.store().stream())))
                .distinct()
                .toList();
    }
}
