FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY dev dev
COPY migrations migrations
COPY src src
RUN node dev/compile.mjs

FROM node:24.21.0-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# What only building and the embedded PostgreSQL need is optional.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM node:24.21.0-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production PALIER_HOST=0.0.0.0
COPY package.json ./
COPY data data
COPY migrations migrations
COPY --from=dependencies /app/node_modules node_modules
# What sets documents is native, one package for each platform.
COPY --from=build /app/node_modules/@myriaddreamin node_modules/@myriaddreamin
COPY --from=build /app/dist dist
# A new volume takes the owner of the folder that it is mounted on.
RUN install -d -o node -g node -m 700 /var/lib/palier/evidence
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PALIER_PORT || 3000}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=16", "dist/src/main.js"]
