package org.uid2chatops.release;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ConfigurationCheck;
import org.uid2chatops.rollout.Cause;

/** Knows when releases are switched off: from the configuration, and else from what UID2 has published. Thread-safe. */
@Component
@EnableConfigurationProperties(ReleaseProperties.class)
public class Deactivations implements ConfigurationCheck {

    private static final String PROPERTY = "uid2.releases.deactivations";
    private static final int NEAR_DAYS = 60;

    private final Map<String, String> written;
    private final PublishedDates published = PublishedDates.bundled();
    private final Clock clock;

    public Deactivations(ReleaseProperties properties, Clock clock) {
        this.written = properties.deactivations() == null ? Map.of() : properties.deactivations();
        this.clock = clock;
    }

    /**
     * Returns how a release stands today, UTC.
     *
     * @param version e.g. {@code 5.70.159-r0}
     * @param target that it is to be deployed to, for what to do about it
     */
    public Deactivation of(String version, String target) {
        return dated(version).map(dated -> standing(version, dated, target))
                .orElseGet(() -> new Deactivation.Unknown(new Cause("ReleaseEndUnknown",
                        "When release " + version + " is switched off is not known: it is in no published table.",
                        "The e-mail that brought it says when; set " + PROPERTY + "." + version + " to that date and I warn in time.")));
    }

    private Deactivation standing(String version, Dated dated, String target) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        long days = ChronoUnit.DAYS.between(today, dated.on());
        if (days > NEAR_DAYS) {
            return new Deactivation.Far(dated.on());
        }
        String next = "Ask your UID2 contact for the newest release, unpack it, and set uid2.targets." + target
                + ".release to its directory. "
                + "If your e-mail states another date, set " + PROPERTY + "." + version + ".";
        return days <= 0
                ? new Deactivation.Past(new Cause("ReleaseSwitchedOff", "Release " + version + " has been switched off since " + dated.on()
                        + " (" + dated.source() + "): its operators may shut down or fail to start.", next))
                : new Deactivation.Near(new Cause("ReleaseEndsSoon", "Release " + version + " is switched off on " + dated.on() + ", in "
                        + days + (days == 1 ? " day" : " days") + " (" + dated.source()
                        + "): then its operators may shut down or fail to start.",
                        next));
    }

    /** The very version counts more than one whose code is the same, and what a person has entered more than what is published. */
    private Optional<Dated> dated(String version) {
        return entered(version).or(() -> entered(code(version)))
                .or(() -> published(version, dates -> dates.version().equals(version)))
                .or(() -> published(version, dates -> code(dates.version()).equals(code(version))));
    }

    private Optional<Dated> entered(String version) {
        return Optional.ofNullable(written.get(version)).flatMap(Deactivations::date)
                .map(date -> new Dated(date, "as " + PROPERTY + "." + version + " says"));
    }

    private Optional<Dated> published(String version, Predicate<PublishedDates.Dates> which) {
        return published.releases().stream().filter(which).findFirst().map(dates -> new Dated(dates.off(), published.source()
                + (dates.version().equals(version) ? "" : ", which has it for " + dates.version())
                + (dates.deactivated() == null ? ", a year after its release" : "")));
    }

    /** A release that was made again, {@code -r1}, has the same code. Source: uid2-operator's release notes. */
    private static String code(String version) {
        return version.replaceFirst("-r\\d+$", "");
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeException no) {
            return Optional.empty();
        }
    }

    @Override
    public List<Problem> problems() {
        return written.entrySet().stream().sorted(Map.Entry.comparingByKey()).flatMap(entry -> date(entry.getValue()).isPresent()
                ? Stream.<Problem>empty()
                : Stream.of(new Problem(PROPERTY + "." + entry.getKey(), "'" + entry.getValue() + "' is no date",
                        "Write the day it is switched off, like 2027-06-30.")))
                .toList();
    }

    /** @param source who says so */
    private record Dated(LocalDate on, String source) {
    }
}
