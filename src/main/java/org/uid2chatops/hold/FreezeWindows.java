package org.uid2chatops.hold;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ConfigurationCheck;
import org.uid2chatops.config.Targets;
import org.uid2chatops.hold.FreezeProperties.Window;
import org.uid2chatops.hold.Hold.Kind;
import org.uid2chatops.time.WrittenDuration;

/** The configuration's recurring freezes, and what is wrong with them. Thread-safe. */
@Component
@EnableConfigurationProperties(FreezeProperties.class)
class FreezeWindows implements ConfigurationCheck {

    private final Map<String, Window> windows;
    private final Targets targets;

    FreezeWindows(FreezeProperties properties, Targets targets) {
        this.windows = properties.freezes() == null ? Map.of() : properties.freezes();
        this.targets = targets;
    }

    /** Returns the freezes that a target is in now. */
    List<Hold> on(String target, Instant now) {
        return windows.entrySet().stream()
                .filter(entry -> entry.getValue().targets() == null || entry.getValue().targets().contains(target))
                .flatMap(entry -> at(target, entry.getKey(), entry.getValue(), now).stream()).toList();
    }

    private static Optional<Hold> at(String target, String name, Window window, Instant now) {
        Optional<CronExpression> starts = cron(window.starts());
        Optional<Duration> lasts = duration(window.lasts());
        Optional<ZoneId> zone = zone(window.zone());
        if (starts.isEmpty() || lasts.isEmpty() || zone.isEmpty()) {
            return Optional.empty();
        }
        // the first start after the one that would have just ended
        ZonedDateTime start = starts.get().next(now.minus(lasts.get()).atZone(zone.get()));
        return start == null || start.toInstant().isAfter(now)
                ? Optional.empty()
                : Optional.of(new Hold(target, Kind.WINDOW, "", window.reason() == null ? name : window.reason(), start.toInstant(),
                        Optional.of(start.toInstant().plus(lasts.get()))));
    }

    @Override
    public List<Problem> problems() {
        var problems = new ArrayList<Problem>();
        windows.forEach((name, window) -> {
            String prefix = "uid2.freezes." + name + ".";
            if (cron(window.starts()).isEmpty()) {
                problems.add(new Problem(prefix + "starts", "'" + window.starts() + "' is no cron expression",
                        "Write six fields, seconds first, like \"0 0 18 * * FRI\"."));
            }
            if (duration(window.lasts()).isEmpty()) {
                problems.add(new Problem(prefix + "lasts", "'" + window.lasts() + "' is no duration", "Write one like 62h."));
            }
            if (zone(window.zone()).isEmpty()) {
                problems.add(new Problem(prefix + "zone", "'" + window.zone() + "' is no time zone", "Write one like Europe/Berlin."));
            }
            Stream.ofNullable(window.targets()).flatMap(List::stream).filter(target -> !targets.names().contains(target))
                    .map(target -> new Problem(prefix + "targets", "there is no target '" + target + "'",
                            "Write the name of one: " + String.join(", ", targets.names()) + "."))
                    .forEach(problems::add);
        });
        return problems;
    }

    private static Optional<CronExpression> cron(@Nullable String text) {
        return text != null && CronExpression.isValidExpression(text) ? Optional.of(CronExpression.parse(text)) : Optional.empty();
    }

    private static Optional<Duration> duration(@Nullable String text) {
        return Optional.ofNullable(text).flatMap(WrittenDuration::read).filter(Duration::isPositive);
    }

    private static Optional<ZoneId> zone(@Nullable String text) {
        try {
            return Optional.of(ZoneId.of(text == null ? "UTC" : text));
        } catch (DateTimeException no) {
            return Optional.empty();
        }
    }
}
