package org.uid2chatops.sandbox.fault;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.CutConnection;
import org.uid2chatops.sandbox.time.Patience;
import org.uid2chatops.sandbox.time.SimulatedClock;

/** The faults of one part of the world in which a call's answer comes late, broken, changed or not at all. */
public final class DeliveryFaults implements AutoCloseable {

    private static final String WHEN = "when";
    private static final String STATUS = "status";
    private static final String WHEN_MEANS = "before (the request has no effect: the default) or after (it has)";
    private static final Set<String> HEADERS = Set.of("azure-asyncoperation", "location", "retry-after", "retry-after-ms");
    private static final String PAGE = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1>"
            + "</center>\r\n<hr><center>a proxy on the way</center>\r\n</body>\r\n</html>\r\n";

    private final Faults faults;
    private final String part;
    private final SimulatedClock clock;
    private final Patience patience;

    /** @param part the faults' names begin with it: {@code azure} */
    public DeliveryFaults(Faults faults, SimulatedClock clock, String part) {
        this.faults = faults;
        this.part = part;
        this.clock = clock;
        this.patience = new Patience(clock);
        declare("slow", "a call is answered late", "delay", "simulated seconds, 60 if not given", WHEN,
                "before (it takes effect after the delay: the default) or after (at once, only the answer is late)");
        declare("hanging", "a call is never answered; the connection stays until the client closes it", WHEN, WHEN_MEANS);
        declare("truncated", "the answer of a call that took effect ends in the middle of its body and the connection is cut");
        declare("not-json", "a call is answered with an HTML page, as by a proxy", STATUS, "502 if not given; 200 is possible", WHEN,
                WHEN_MEANS);
        declare("empty", "a call is answered without a body", STATUS, "200 if not given", WHEN, WHEN_MEANS);
        declare("body", "a call is answered with this JSON", "body", "the JSON, as text or as it is", STATUS, "200 if not given", WHEN,
                WHEN_MEANS);
        declare("mutate", "the JSON of a call's real answer is changed in one place", "pointer", "JSON pointer, e.g."
                + " /properties/provisioningState", "value", "the JSON to stand there, null if not given", "remove",
                "true takes the field or element away");
        declare("no-headers", "the answer of an accepted write comes without the headers that say where and when to ask for its progress");
    }

    private void declare(String name, String does, String... own) {
        var parameters = new LinkedHashMap<String, String>();
        for (int i = 0; i < own.length; i += 2) {
            parameters.put(own[i], own[i + 1]);
        }
        parameters.put("method", Parameters.METHOD);
        parameters.put("path", Parameters.PATH);
        faults.declare(new Faults.Available(part + "." + name, does, parameters));
    }

    /** Returns the answer that a fault gives in place of having the call served, may wait first, or throws {@link CutConnection}. */
    public Optional<Answer> before(Call call, String target) throws InterruptedException {
        return struck(call, target, "before");
    }

    /** Returns what becomes of the answer of a call that was served. */
    public Answer after(Call call, String target, Answer answer) throws InterruptedException {
        Answer now = struck(call, target, "after").orElse(answer);
        boolean waited = now.headers().keySet().stream().anyMatch(DeliveryFaults::tellsToWait);
        if (waited && take("no-headers", call, target).isPresent()) {
            now = new Answer(now.status(), without(now.headers()), now.body());
        }
        Answer real = now;
        // Taken only where it can be done, so that one aimed broadly is not spent on an answer that lacks the place
        Optional<byte[]> changed = faults.taken(part + ".mutate", target,
                parameters -> parameters.aimedAt(call) && JsonEdit.edited(real.body(), parameters).isPresent())
                .flatMap(parameters -> JsonEdit.edited(real.body(), parameters));
        if (changed.isPresent()) {
            now = new Answer(now.status(), now.headers(), changed.get());
        }
        if (take("truncated", call, target).isPresent()) {
            throw CutConnection.within(now);
        }
        return now;
    }

    private Optional<Answer> struck(Call call, String target, String when) throws InterruptedException {
        Optional<Parameters> slow = take("slow", call, target, when);
        if (slow.isPresent()) {
            patience.until(clock.instant().plusMillis(Math.round(slow.get().decimal("delay", 60) * 1000)));
        }
        if (take("hanging", call, target, when).isPresent()) {
            throw CutConnection.byTheClient();
        }
        return take("not-json", call, target, when).map(given -> Answer.text(given.number(STATUS, 502), "text/html", PAGE))
                .or(() -> take("empty", call, target, when).map(given -> Answer.empty(given.number(STATUS, 200))))
                .or(() -> take("body", call, target, when).map(given -> new Answer(given.number(STATUS, 200),
                        Map.of("Content-Type", "application/json; charset=utf-8"), JsonEdit.json(given, "body"))));
    }

    private Optional<Parameters> take(String name, Call call, String target) {
        return faults.taken(part + "." + name, target, parameters -> parameters.aimedAt(call));
    }

    private Optional<Parameters> take(String name, Call call, String target, String when) {
        return faults.taken(part + "." + name, target,
                parameters -> parameters.aimedAt(call) && parameters.text(WHEN, "before").equals(when));
    }

    private static boolean tellsToWait(String header) {
        return HEADERS.contains(header.toLowerCase(java.util.Locale.ROOT));
    }

    private static Map<String, String> without(Map<String, String> headers) {
        var left = new LinkedHashMap<>(headers);
        left.keySet().removeIf(DeliveryFaults::tellsToWait);
        return left;
    }

    /** Lets nobody wait any longer. */
    @Override
    public void close() {
        patience.close();
    }
}
