package dev.nordbox.installer.config;

import dev.nordbox.installer.config.RegistryConfig.Mirror;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the section {@code k3s.registries}. */
final class RegistryDecoder {
    private final Section section;
    private final Problems problems;
    private final Path home;

    RegistryDecoder(Section section, Problems problems, Path home) {
        this.section = section;
        this.problems = problems;
        this.home = home;
    }

    /**
     * @param profiled a profile says where images come from
     */
    RegistryConfig registries(boolean profiled) {
        Section mirrors = section.section("mirrors");
        RegistryConfig registries =
                new RegistryConfig(
                        each(mirrors, RegistryFormats.REGISTRY, name -> mirror(mirrors, name)),
                        auth(),
                        section.text("defaultEndpoint", RegistryFormats.DEFAULT_ENDPOINT)
                                .map(said -> said.equals("on"))
                                .orElse(true));
        if (profiled) {
            refuse("mirrors", "profile.mirrors");
            refuse("defaultEndpoint", "nothing: a profile leaves no registry open");
        } else if (!registries.defaultEndpoint() && registries.mirrors().isEmpty()) {
            problems.add(
                    section.location("defaultEndpoint"),
                    "`%s` closes nothing without mirrors".formatted(name("defaultEndpoint")),
                    "k3s closes the registries that have one; `\"*\"` under `%s` stands for all"
                            .formatted(name("mirrors")));
        }
        section.done();
        return registries;
    }

    private void refuse(String key, String instead) {
        if (section.has(key)) {
            problems.add(
                    section.location(key),
                    "`%s` is not yours to say while the box is held to a profile"
                            .formatted(name(key)),
                    "say it as " + instead);
        }
    }

    private Map<String, String> auth() {
        Section auth = section.section("auth");
        return each(
                auth,
                RegistryFormats.REGISTRY_WITH_LOGIN,
                name -> auth.file(name, home).orElse(""));
    }

    private Mirror mirror(Section mirrors, String name) {
        Section mirror = mirrors.section(name);
        List<String> endpoints = mirror.texts("endpoints", RegistryFormats.ENDPOINT);
        if (!mirror.has("endpoints") || mirror.fields().byKey().isEmpty()) {
            problems.add(
                    mirror.location(),
                    "`%s.%s` has no endpoints".formatted(name("mirrors"), name),
                    "add `endpoints: [https://…]`");
        }
        Mirror read =
                new Mirror(
                        endpoints,
                        mirror.pairs("rewrites", RegistryFormats.REWRITE_FROM, Format.ANY));
        mirror.done();
        return read;
    }

    private <T> Map<String, T> each(Section of, Format names, Function<String, T> read) {
        Map<String, T> all = new LinkedHashMap<>();
        of.fields()
                .byKey()
                .forEach(
                        (name, field) -> {
                            names.check(name)
                                    .ifPresent(
                                            wrong ->
                                                    of.complain(
                                                            field.location(),
                                                            of.name(name),
                                                            wrong));
                            all.put(name, read.apply(name));
                        });
        return all;
    }

    private String name(String key) {
        return section.name(key);
    }
}
