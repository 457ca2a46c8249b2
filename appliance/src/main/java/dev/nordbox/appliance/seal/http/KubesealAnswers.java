package dev.nordbox.appliance.seal.http;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.yaml.ConfigurationValues;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.YamlParser;
import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.Resealing;
import dev.nordbox.appliance.seal.Scope;
import dev.nordbox.appliance.seal.SealedItems;
import dev.nordbox.appliance.seal.SealedSecret;
import dev.nordbox.appliance.seal.SealingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the endpoints answer. Everybody who may use the API may ask, so nothing is told but yes, no,
 * and ciphertext: no template is rendered, no reason is given, and what is sealed anew unseals
 * where it did before and nowhere else.
 */
final class KubesealAnswers {
    private static final List<String> OF_THE_SERVER =
            List.of(
                    "uid",
                    "resourceVersion",
                    "generation",
                    "creationTimestamp",
                    "managedFields",
                    "selfLink");

    private final Supplier<KeyRing> keys;
    private final SecureRandom random;

    KubesealAnswers(Supplier<KeyRing> keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    /**
     * @param body never longer than a request may be
     */
    record Answer(int status, String contentType, byte[] body) {
        static Answer of(int status) {
            return new Answer(status, "text/plain; charset=utf-8", new byte[0]);
        }

        static Answer text(int status, String type, String text) {
            return new Answer(status, type, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    Answer health() {
        return Answer.text(200, "text/plain; charset=utf-8", "ok\n");
    }

    Answer certificate() {
        return keys.get()
                .current()
                .map(key -> key.certificate().pem())
                .map(pem -> Answer.text(200, "application/x-pem-file", pem))
                .orElse(Answer.of(500));
    }

    /** 200: it unseals; 409: it does not; 500: that is no SealedSecret. */
    Answer verify(byte[] body) {
        SealedItems sealed;
        try {
            sealed = SealedItems.of(SealedSecret.of(object(body)));
        } catch (SealingException e) {
            return Answer.of(500);
        }
        try {
            new Resealing(keys.get(), random).keysOf(sealed.items(), sealed.label());
            return Answer.of(200);
        } catch (SealingException e) {
            return Answer.of(409);
        }
    }

    /** 200 with the object under the newest key, or 500. */
    Answer rotate(byte[] body) {
        try {
            Map<String, Object> object = object(body);
            SealedItems sealed = SealedItems.of(SealedSecret.of(object));
            Map<String, String> resealed =
                    new Resealing(keys.get(), random).reseal(sealed.items(), sealed.label());
            return new Answer(200, "application/json", Json.print(with(object, resealed)));
        } catch (SealingException e) {
            return Answer.of(500);
        }
    }

    /** The template is kept, but its scope becomes that of the object: it could say a wider one. */
    private static Map<String, Object> with(
            Map<String, Object> object, Map<String, String> resealed) {
        Map<String, Object> spec = new LinkedHashMap<>(Fields.map(object, "spec"));
        if (resealed.containsKey("spec.data")) {
            spec.put("data", resealed.get("spec.data"));
        } else {
            spec.put("encryptedData", resealed);
        }
        Map<String, Object> template = new LinkedHashMap<>(Fields.map(spec, "template"));
        Map<String, Object> templateMetadata =
                new LinkedHashMap<>(Fields.map(template, "metadata"));
        Map<String, Object> annotations =
                Scope.of(object).annotate(Fields.map(templateMetadata, "annotations"));
        templateMetadata.remove("annotations");
        if (!annotations.isEmpty()) {
            templateMetadata.put("annotations", annotations);
        }
        if (!templateMetadata.isEmpty()) {
            template.put("metadata", templateMetadata);
            spec.put("template", template);
        }
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.map(object, "metadata"));
        OF_THE_SERVER.forEach(metadata::remove);
        Map<String, Object> result = new LinkedHashMap<>(object);
        result.remove("status");
        result.put("metadata", metadata);
        result.put("spec", spec);
        return result;
    }

    private static Map<String, Object> object(byte[] body) throws SealingException {
        Map<String, Object> object = parse(body);
        if (!SealedSecret.isOne(object)) {
            throw new SealingException("not a SealedSecret");
        }
        return object;
    }

    private static Map<String, Object> parse(byte[] body) throws SealingException {
        try {
            return Json.parse(body);
        } catch (IllegalArgumentException e) {
            return parseYaml(new String(body, StandardCharsets.UTF_8));
        }
    }

    private static Map<String, Object> parseYaml(String text) throws SealingException {
        try {
            List<Node> documents = YamlParser.forConfiguration().parseDocuments(text);
            Object value = documents.size() == 1 ? ConfigurationValues.of(documents.get(0)) : "";
            return Fields.map(value);
        } catch (RenderException e) {
            throw new SealingException("neither JSON nor YAML");
        }
    }
}
