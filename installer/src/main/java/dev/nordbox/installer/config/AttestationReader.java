package dev.nordbox.installer.config;

import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.profile.Attestation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a provider's attestation and the signature beside it; judges neither. */
final class AttestationReader {
    private static final String KIND = "ProviderAttestation";
    private static final String SIGNATURE = ".sig";
    private static final int MONTHS = 12;
    private static final List<String> NEEDED =
            List.of(
                    "organisation",
                    "owner",
                    "site",
                    "supportCountries",
                    "addresses",
                    "issued",
                    "expires");

    private final Problems problems;

    AttestationReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * Empty when the file cannot be read, which is a problem then.
     *
     * @param where it was named
     */
    Optional<Attestation> read(Path file, Location where) {
        String text;
        Optional<String> signature;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
            Path beside = file.resolveSibling(file.getFileName() + SIGNATURE);
            signature =
                    Files.exists(beside)
                            ? Optional.of(Files.readString(beside, StandardCharsets.UTF_8))
                            : Optional.empty();
        } catch (IOException e) {
            problems.add(
                    where,
                    "the attestation " + file + " cannot be read: " + Reason.of(e),
                    "name a file of kind " + KIND);
            return Optional.empty();
        }
        Setting.Fields fields =
                new YamlDocument(file.toString(), Path.of(""), problems).parse(text);
        return decode(
                new Section(fields, "", problems),
                new Attestation.Proof(String.valueOf(file.getFileName()), text, signature));
    }

    private Optional<Attestation> decode(Section said, Attestation.Proof proof) {
        said.text("apiVersion", Format.oneOf(List.of(BoxDecoder.API_VERSION)));
        said.text("kind", Format.oneOf(List.of(KIND)));
        for (String key : NEEDED) {
            if (!said.has(key)) {
                problems.add(said.location(), "an attestation without `" + key + "`", "say it");
            }
        }
        Section owner = said.section("owner");
        Section site = said.section("site");
        Optional<LocalDate> issued = day(said, "issued");
        Optional<LocalDate> expires = day(said, "expires");
        Attestation attestation =
                new Attestation(
                        said.text("organisation", Format.ANY).orElse(""),
                        country(said),
                        owner.text("organisation", Format.ANY).orElse(""),
                        country(owner),
                        site.text("city", Format.ANY).orElse(""),
                        country(site),
                        said.texts("supportCountries", ProfileFormats.COUNTRY).stream()
                                .map(AttestationReader::code)
                                .toList(),
                        subProcessors(said),
                        day(said, "agreement"),
                        said.texts("addresses", NetworkFormats.CIDR),
                        issued.orElse(LocalDate.MIN),
                        expires.orElse(LocalDate.MIN),
                        proof);
        if (issued.isPresent()
                && expires.isPresent()
                && expires.get().isAfter(issued.get().plusMonths(MONTHS))) {
            problems.add(
                    said.location("expires"),
                    "`expires` is more than " + MONTHS + " months after `issued`",
                    "set " + issued.get().plusMonths(MONTHS) + " at the latest");
        }
        owner.done();
        site.done();
        said.done();
        return Optional.of(attestation);
    }

    private Map<String, String> subProcessors(Section said) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Section section : said.sections("subProcessors")) {
            all.put(section.text("organisation", Format.ANY).orElse(""), country(section));
            section.done();
        }
        return all;
    }

    private String country(Section section) {
        if (!section.has("country")) {
            problems.add(
                    section.location(),
                    "`" + section.name("country") + "` is missing",
                    "say it as ISO 3166-1 has it: NO, SE");
        }
        return section.text("country", ProfileFormats.COUNTRY)
                .map(AttestationReader::code)
                .orElse("");
    }

    private static String code(String country) {
        return country.toUpperCase(Locale.ROOT);
    }

    private static Optional<LocalDate> day(Section said, String key) {
        return said.text(key, ProfileFormats.DAY).map(LocalDate::parse);
    }
}
