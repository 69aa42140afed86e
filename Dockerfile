# The bot alone; build the jar first: mvn -B package
FROM eclipse-temurin:25-jre
RUN useradd --system --create-home --uid 10001 uid2
WORKDIR /home/uid2
COPY target/uid2-chatops.jar uid2-chatops.jar
# A volume keeps the owner of the directory it covers.
RUN mkdir data && chown 10001:10001 data
USER 10001
VOLUME /home/uid2/data
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=35", "-jar", "uid2-chatops.jar"]
