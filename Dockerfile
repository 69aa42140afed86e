# The bot alone; build the jar first: mvn -B package
FROM eclipse-temurin:25-jre AS extracted
WORKDIR /build
COPY target/uid2-chatops.jar uid2-chatops.jar
RUN java -Djarmode=tools -jar uid2-chatops.jar extract --destination app

FROM eclipse-temurin:25-jre
RUN useradd --system --create-home --uid 10001 uid2
WORKDIR /home/uid2
COPY --from=extracted /build/app app
# Classes as they are after a start, so that the next one takes half as long. It ends before it connects to anything.
RUN java -XX:+UseSerialGC -XX:AOTCacheOutput=app/uid2.aot -Dspring.context.exit=onRefresh -jar app/uid2-chatops.jar \
    '--spring.datasource.url=jdbc:h2:mem:none;MODE=PostgreSQL' --uid2.slack.bot-token=xoxb-none --uid2.slack.app-token=xapp-none \
    --uid2.azure.managed-identity=true --uid2.access.viewers=everyone --uid2.targets.none.environment=integ \
    --uid2.targets.none.subscription-id=00000000-0000-0000-0000-000000000000 --uid2.targets.none.location=eastus \
    --uid2.targets.none.resource-group=none --uid2.targets.none.release=. --uid2.targets.none.chart=.
# A volume keeps the owner of the directory it covers.
RUN mkdir data && chown 10001:10001 data
USER 10001
VOLUME /home/uid2/data
# glibc else keeps a heap for each few threads.
ENV MALLOC_ARENA_MAX=2
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=25", "-XX:TieredStopAtLevel=1", "-XX:TrimNativeHeapInterval=10000", "-XX:AOTCache=app/uid2.aot", "-jar", "app/uid2-chatops.jar"]
