package dev.nordbox.installer.profile;

import java.util.Optional;

/**
 * A server whose place somebody answers for. How fast it answers bounds how far from it the box can
 * be: nothing is faster than light.
 *
 * @param name for people and reports: {@code university}
 * @param host what the box connects to; an endpoint of the way out
 * @param city where the server stands
 * @param country the same, as ISO 3166-1 has it
 * @param spot the same on the globe, if said
 * @param withinKm how far around it the box could stand nowhere abroad, by whoever declares it
 * @param sha256 of its certificate, or of the public key in that, in hexadecimal digits
 */
public record Anchor(
        String name,
        String host,
        int port,
        String city,
        String country,
        Optional<Spot> spot,
        int withinKm,
        String sha256) {

    /** Degrees, north and east. */
    public record Spot(double lat, double lon) {
        private static final double EARTH_KM = 6371;

        /** Kilometres along the ground. */
        public double kmTo(Spot other) {
            double north = Math.toRadians(other.lat - lat) / 2;
            double east = Math.toRadians(other.lon - lon) / 2;
            double chord =
                    Math.pow(Math.sin(north), 2)
                            + Math.cos(Math.toRadians(lat))
                                    * Math.cos(Math.toRadians(other.lat))
                                    * Math.pow(Math.sin(east), 2);
            return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
        }
    }

    /** {@code Kjeller, NO}. */
    public String place() {
        return city + ", " + country;
    }
}
