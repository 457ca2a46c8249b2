package dev.nordbox.installer.config;

import dev.nordbox.installer.config.Setting.Field;
import dev.nordbox.installer.config.Setting.Fields;
import dev.nordbox.installer.config.Setting.Scalar;
import dev.nordbox.installer.profile.Control;
import dev.nordbox.installer.profile.Parameters;
import dev.nordbox.installer.profile.Parameters.Jurisdiction;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.templates.DidYouMean;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Resolves {@code profile}: the profile's folder, its country's overlay, the user's own words. */
final class ProfileReader {
    private static final String KEY = "profile";
    private static final String KIND = "Profile";
    private static final String GIT_HOST = "SUP-05";

    private final Profiles profiles;
    private final Problems problems;
    private final LocalDate today;
    private final Path home;

    ProfileReader(Profiles profiles, Problems problems, LocalDate today, Path home) {
        this.home = home;
        this.profiles = profiles;
        this.problems = problems;
        this.today = today;
    }

    /**
     * @param box defaults that the profile brings for nordbox.yaml
     */
    record Resolved(Profile profile, Fields box) {}

    /** {@code profile: nordic/no} as {@code profile: {name: nordic, country: no}}. */
    static Fields writtenOut(Fields layer) {
        Field field = layer.byKey().get(KEY);
        if (field == null) {
            return layer;
        }
        Fields mapping =
                field.value() instanceof Fields fields
                        ? fields
                        : new Fields(Map.of("name", field), field.location());
        Map<String, Field> keys = new LinkedHashMap<>(mapping.byKey());
        if (keys.containsKey("name")
                && keys.get("name").value() instanceof Scalar name
                && name.kind() == Setting.Kind.TEXT
                && name.text().indexOf('/') > 0) {
            int slash = name.text().indexOf('/');
            keys.put("name", scalar(name, name.text().substring(0, slash)));
            keys.put("country", scalar(name, name.text().substring(slash + 1)));
        }
        Map<String, Field> all = new LinkedHashMap<>(layer.byKey());
        all.put(KEY, new Field(field.location(), new Fields(keys, mapping.location())));
        return new Fields(all, layer.location());
    }

    private static Field scalar(Scalar place, String text) {
        return new Field(place.location(), new Scalar(text, place.kind(), place.location()));
    }

    /** Empty when no profile is named, or when it is not there, which is a problem then. */
    Optional<Resolved> read(Fields own) {
        if (!own.byKey().containsKey(KEY) || own.byKey().get(KEY).isNothing()) {
            return Optional.empty();
        }
        Section said = new Section(own, "", problems).section(KEY);
        if (!said.has("name")) {
            problems.add(
                    said.location(),
                    "a profile without `name`",
                    "there are: " + String.join(", ", profiles.names()));
        }
        Optional<String> name = said.text("name", Format.ANY).filter(text -> isKnown(text, said));
        Optional<Resolved> resolved = name.map(known -> resolve(known, said));
        if (resolved.isPresent()) {
            said.done();
        }
        return resolved;
    }

    private boolean isKnown(String name, Section said) {
        boolean known = profiles.names().contains(name);
        if (!known) {
            problems.add(
                    said.location("name"),
                    "there is no profile \"" + name + "\"",
                    DidYouMean.orElse(
                            name,
                            profiles.names(),
                            "there are: " + String.join(", ", profiles.names())));
        }
        return known;
    }

    private Resolved resolve(String name, Section said) {
        Section file =
                new Section(parse(name + "/profile.yaml", profiles.text(name)), "", problems);
        file.text("apiVersion", Format.oneOf(List.of(BoxDecoder.API_VERSION)));
        file.text("kind", Format.oneOf(List.of(KIND)));
        Optional<String> country = said.text("country", ProfileFormats.COUNTRY);
        Fields parameters = file.section("parameters").fields();
        Optional<Fields> overlay = country.flatMap(code -> overlay(name, code, said));
        if (overlay.isPresent()) {
            parameters = parameters.under(overlay.get());
        }
        List<Control> controls = controls(name);
        ProfileDecoder decoder = new ProfileDecoder(problems, today, home);
        Parameters decoded =
                decoder.parameters(new Section(parameters, "parameters", problems), said);
        Profile profile =
                new Profile(
                        name,
                        country.map(code -> code.toUpperCase(Locale.ROOT)),
                        file.text("version", Format.ANY).orElse(""),
                        file.text("title", Format.ANY).orElse(""),
                        decoded,
                        controls.stream().map(control -> atItsSeverity(control, decoded)).toList(),
                        decoder.waivers(
                                said,
                                controls.stream().map(Control::id).collect(Collectors.toSet())),
                        decoder.unenforced(said, controls),
                        List.copyOf(profiles.names(name, "manifests", ".ftl")));
        Fields box = file.section("box").fields();
        file.done();
        return new Resolved(profile, box);
    }

    /** Where a foreign Git host is only told, nothing ends by it. */
    private static Control atItsSeverity(Control control, Parameters parameters) {
        return control.id().equals(GIT_HOST) && parameters.git() == Jurisdiction.WARN
                ? control.asShould()
                : control;
    }

    private Optional<Fields> overlay(String name, String code, Section said) {
        SortedMap<String, String> overlays = profiles.folder(name, "overlays", ".yaml");
        String key = code.toLowerCase(Locale.ROOT);
        if (!overlays.containsKey(key)) {
            List<String> known =
                    overlays.keySet().stream().map(o -> o.toUpperCase(Locale.ROOT)).toList();
            problems.add(
                    said.location("country"),
                    "profile " + name + " has no country " + code,
                    "there are: " + String.join(", ", known));
            return Optional.empty();
        }
        Section file =
                new Section(
                        parse(name + "/overlays/" + key + ".yaml", overlays.get(key)),
                        "",
                        problems);
        file.text("country", ProfileFormats.COUNTRY);
        file.text("title", Format.ANY);
        Fields parameters = file.section("parameters").fields();
        file.done();
        return Optional.of(parameters);
    }

    private List<Control> controls(String name) {
        List<Control> controls = new ArrayList<>();
        profiles.folder(name, "controls", ".yaml")
                .forEach(
                        (id, text) -> {
                            Fields fields = parse(name + "/controls/" + id + ".yaml", text);
                            controls.add(
                                    new ControlDecoder(new Section(fields, "", problems), problems)
                                            .control(id));
                        });
        return controls;
    }

    private Fields parse(String source, String text) {
        return new YamlDocument(Location.PROFILE + source, Path.of(""), problems).parse(text);
    }
}
