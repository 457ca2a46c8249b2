package dev.nordbox.installer.config;

import dev.nordbox.installer.profile.Anchor;
import dev.nordbox.installer.profile.Anchor.Spot;
import dev.nordbox.installer.profile.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code profile.anchors}: servers of known places, each an endpoint of the way out. */
final class AnchorDecoder {
    private static final String HTTPS = "443";

    private final Problems problems;
    private final List<Endpoint> egress;

    AnchorDecoder(Problems problems, List<Endpoint> egress) {
        this.problems = problems;
        this.egress = egress;
    }

    List<Anchor> anchors(Section said) {
        List<Anchor> anchors = new ArrayList<>();
        for (Section section : said.sections("anchors")) {
            boolean whole = refuseMissing(section);
            Anchor anchor = anchor(section);
            section.done();
            if (whole) {
                refuseTwin(section, anchor, anchors);
                refuseUnlisted(section, anchor);
            }
            anchors.add(anchor);
        }
        return anchors;
    }

    private boolean refuseMissing(Section section) {
        List<String> keys = List.of("name", "host", "place", "withinKm", "sha256");
        for (String key : keys) {
            if (!section.has(key)) {
                problems.add(
                        section.location(),
                        "an anchor without `" + key + "`",
                        "say name, host, place: {city, country}, withinKm and sha256");
            }
        }
        return keys.stream().allMatch(section::has);
    }

    private Anchor anchor(Section section) {
        Section place = section.section("place");
        if (section.has("place") && !(place.has("city") && place.has("country"))) {
            problems.add(place.location(), "a place without city or country", "say both");
        }
        Anchor anchor =
                new Anchor(
                        section.text("name", ProfileFormats.NAME).orElse(""),
                        section.text("host", NetworkFormats.HOST_NAME_OR_ADDRESS).orElse(""),
                        Integer.parseInt(section.number("port", ProfileFormats.PORT).orElse(HTTPS)),
                        place.text("city", Format.ANY).orElse(""),
                        place.text("country", ProfileFormats.COUNTRY)
                                .orElse("")
                                .toUpperCase(Locale.ROOT),
                        spot(place),
                        Integer.parseInt(
                                section.number("withinKm", ProfileFormats.KILOMETRES).orElse("0")),
                        section.text("sha256", ProfileFormats.SHA256)
                                .orElse("")
                                .replace(":", "")
                                .toLowerCase(Locale.ROOT));
        place.done();
        return anchor;
    }

    private Optional<Spot> spot(Section place) {
        Optional<String> lat = place.number("lat", ProfileFormats.DEGREES);
        Optional<String> lon = place.number("lon", ProfileFormats.DEGREES);
        if (place.has("lat") != place.has("lon")) {
            problems.add(place.location(), "half a place", "say both `lat` and `lon`, or neither");
        }
        return lat.isPresent() && lon.isPresent()
                ? Optional.of(
                        new Spot(Double.parseDouble(lat.get()), Double.parseDouble(lon.get())))
                : Optional.empty();
    }

    /** Two words for one server would be one witness. */
    private void refuseTwin(Section section, Anchor anchor, List<Anchor> before) {
        before.stream()
                .filter(
                        other ->
                                other.name().equals(anchor.name())
                                        || other.sha256().equals(anchor.sha256())
                                        || other.host().equalsIgnoreCase(anchor.host())
                                                && other.port() == anchor.port())
                .findFirst()
                .ifPresent(
                        other ->
                                problems.add(
                                        section.location(),
                                        "anchor \"%s\" is the same as \"%s\""
                                                .formatted(anchor.name(), other.name()),
                                        "name another server, with another key: a place is bound by"
                                                + " two that know nothing of each other"));
    }

    /** Nothing opens the guard but the list of endpoints, which says whose each is. */
    private void refuseUnlisted(Section section, Anchor anchor) {
        if (egress.stream().noneMatch(endpoint -> covers(endpoint, anchor))) {
            boolean isAddress = Cidr.IpAddress.parse(anchor.host()).isPresent();
            String way =
                    isAddress
                            ? "cidrs: [%s/%s]"
                                    .formatted(
                                            anchor.host(), anchor.host().contains(":") ? 128 : 32)
                            : "host: %s, cidrs: [its addresses]".formatted(anchor.host());
            problems.add(
                    section.location("host"),
                    "anchor \"%s\" is no endpoint of profile.egress, so the guard would not let the"
                                    .formatted(anchor.name())
                            + " box reach it",
                    "add `- {name: %s, %s, ports: [%d/tcp], owner: its operator, country: %s}` to"
                                    .formatted(anchor.name(), way, anchor.port(), anchor.country())
                            + " profile.egress");
        }
    }

    private static boolean covers(Endpoint endpoint, Anchor anchor) {
        boolean place =
                endpoint.host().filter(anchor.host()::equalsIgnoreCase).isPresent()
                        || Cidr.IpAddress.parse(anchor.host())
                                .filter(address -> Cidr.of(address).isAmong(endpoint.cidrs()))
                                .isPresent();
        return place && endpoint.ports().contains(anchor.port() + "/tcp");
    }
}
