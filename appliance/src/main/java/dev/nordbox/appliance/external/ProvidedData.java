package dev.nordbox.appliance.external;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the stores give for an ExternalSecret.
 *
 * @param missing what is not there and may be missing, a sentence each
 */
public record ProvidedData(Map<String, byte[]> values, List<String> missing) {

    /** Opens the store of a reference; the same one is asked for again and again. */
    public interface Stores {
        SecretsReader open(StoreRef ref) throws CannotSync;
    }

    /** Many keys first, in order; single keys replace them. */
    public static ProvidedData of(ExternalSecretSpec spec, Stores stores) throws CannotSync {
        Map<String, byte[]> values = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        boolean mayBeMissing = spec.target().deletion() != DeletionPolicy.RETAIN;
        for (int i = 0; i < spec.dataFrom().size(); i++) {
            DataFrom from = spec.dataFrom().get(i);
            String where = from.source() instanceof DataFrom.Find ? "].find" : "].extract";
            where = "error processing spec.dataFrom[" + i + where;
            try {
                SecretsReader store = stores.open(from.store().or(spec::store).orElseThrow());
                values.putAll(many(from, store));
            } catch (NoSuchSecret e) {
                if (!mayBeMissing) {
                    throw CannotSync.data(where + ", err: " + e.getMessage());
                }
                missing.add("secret does not exist at provider using spec.dataFrom[" + i + "]");
            } catch (CannotSync e) {
                throw CannotSync.data(where + ", err: " + e.getMessage());
            }
        }
        for (int i = 0; i < spec.data().size(); i++) {
            ExternalSecretSpec.Data data = spec.data().get(i);
            String key = "[" + i + "] (key: " + data.ref().key() + ")";
            try {
                SecretsReader store = stores.open(data.store().or(spec::store).orElseThrow());
                values.put(data.secretKey(), one(data, store));
            } catch (NoSuchSecret e) {
                if (!mayBeMissing) {
                    throw CannotSync.data(
                            "error processing spec.data" + key + ", err: " + e.getMessage());
                }
                // "dataFrom" for "data" is External Secrets' own slip, and what people search for.
                missing.add(
                        "secret does not exist at provider using spec.dataFrom["
                                + i
                                + "] (key="
                                + data.ref().key()
                                + ")");
            } catch (CannotSync e) {
                throw CannotSync.data(
                        "error processing spec.data" + key + ", err: " + e.getMessage());
            }
        }
        return new ProvidedData(values, missing);
    }

    private static byte[] one(ExternalSecretSpec.Data data, SecretsReader store)
            throws NoSuchSecret, CannotSync {
        byte[] value = data.ref().decoding().decode(data.secretKey(), store.value(data.ref()));
        refuseNulls(data.ref().refuseNulls(), Map.of(data.secretKey(), value));
        return value;
    }

    private static Map<String, byte[]> many(DataFrom from, SecretsReader store)
            throws NoSuchSecret, CannotSync {
        Map<String, byte[]> values;
        Conversion conversion;
        Decoding decoding;
        boolean refuseNulls;
        if (from.source() instanceof DataFrom.Find find) {
            values = store.find(find);
            conversion = find.conversion();
            decoding = find.decoding();
            refuseNulls = find.refuseNulls();
        } else {
            RemoteRef ref = ((DataFrom.Extract) from.source()).ref();
            values = store.values(ref);
            conversion = ref.conversion();
            decoding = ref.decoding();
            refuseNulls = ref.refuseNulls();
        }
        for (Rewrite rewrite : from.rewrites()) {
            values = rewrite.rewrite(values);
        }
        if (from.rewrites().isEmpty()) {
            values = conversion.convert(values);
        }
        values = decoding.decode(SecretKeys.checked(values));
        refuseNulls(refuseNulls, values);
        return values;
    }

    private static void refuseNulls(boolean refused, Map<String, byte[]> values) throws CannotSync {
        if (!refused) {
            return;
        }
        for (Map.Entry<String, byte[]> entry : values.entrySet()) {
            for (byte one : entry.getValue()) {
                if (one == 0) {
                    throw CannotSync.data(
                            "fetched secret value for key \""
                                    + entry.getKey()
                                    + "\" contains null bytes; use a text-safe format such as"
                                    + " PEM/base64 or leave nullBytePolicy unset for intentional"
                                    + " binary data");
                }
            }
        }
    }
}
