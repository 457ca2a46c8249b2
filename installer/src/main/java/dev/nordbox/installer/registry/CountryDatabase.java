package dev.nordbox.installer.registry;

import dev.nordbox.installer.config.Cidr.IpAddress;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Where a database that ships with nordbox has addresses: DB-IP's "IP to Country Lite" as it was on
 * one day, CC BY 4.0. That is an estimate by a third party, and stale for what moved since; so what
 * it says is told with its name and day, and is never the only reason for a pass or a failure.
 */
public final class CountryDatabase {
    /** What its licence asks for wherever it is used. */
    public static final String ATTRIBUTION = "IP Geolocation by DB-IP, https://db-ip.com";

    private static final String FILE = "countries.gz";
    private static final int IPV4 = 32;
    private static final int FINEST_IPV6 = 64;
    private static final String NOBODYS = "ZZ";

    private final String date;
    private final List<String> codes;
    private final Table ipv4;
    private final Table ipv6;

    /** Beginnings of ranges as unsigned numbers, each to the next one, with their countries. */
    private record Table(long[] starts, byte[] countries) {

        /**
         * Lengths come as a shift and an odd factor, in columns: all shifts, all factors, all
         * countries.
         */
        static Table read(DataInputStream in) throws IOException {
            int count = in.readInt();
            byte[] shifts = in.readNBytes(count);
            long[] starts = new long[count];
            long next = 0;
            for (int i = 0; i < count; i++) {
                starts[i] = next;
                next += 2 * number(in) + 1 << shifts[i];
            }
            return new Table(starts, in.readNBytes(count));
        }

        /** Seven bits a byte, the lowest first. */
        private static long number(DataInputStream in) throws IOException {
            long number = 0;
            for (int shift = 0; ; shift += 7) {
                int next = in.readUnsignedByte();
                number |= (next & 127L) << shift;
                if (next < 128) {
                    return number;
                }
            }
        }

        /** The country of the last range that begins at or before a number. */
        int country(long number) {
            int low = 0;
            int high = starts.length - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (Long.compareUnsigned(starts[middle], number) <= 0) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return Byte.toUnsignedInt(countries[low]);
        }
    }

    /** Once it is asked for: few runs do. */
    private static final class Bundled {
        static final CountryDatabase ONLY = load();

        private static CountryDatabase load() {
            try (InputStream file = CountryDatabase.class.getResourceAsStream(FILE)) {
                if (file == null) {
                    throw new IllegalStateException("no " + FILE + " in this jar");
                }
                return new CountryDatabase(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private CountryDatabase(InputStream file) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(new GZIPInputStream(file)))) {
            date = line(in);
            codes = Arrays.asList(line(in).split(" "));
            ipv4 = Table.read(in);
            ipv6 = Table.read(in);
        }
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            line.append((char) next);
        }
        return line.toString();
    }

    public static CountryDatabase bundled() {
        return Bundled.ONLY;
    }

    /** {@code country database of 2026-06-01}. */
    public String name() {
        return "country database of " + date;
    }

    /** As ISO 3166-1 has it; empty for what nobody holds or the database does not know. */
    public Optional<String> country(IpAddress address) {
        int code =
                address.bits() == IPV4
                        ? ipv4.country(address.value().longValueExact())
                        : ipv6.country(upperHalf(address.value()));
        return Optional.of(codes.get(code)).filter(country -> !country.equals(NOBODYS));
    }

    private static long upperHalf(BigInteger value) {
        return value.shiftRight(FINEST_IPV6).longValue();
    }
}
