# One image for every part: the command decides which. See compose.yaml.
FROM node:20-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
# The workspaces are for development: what runs in production needs none of their packages.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --workspaces=false
COPY . .
RUN npm run build && npm prune --omit=dev --workspaces=false

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
COPY --from=build --chown=node:node /app ./
RUN mkdir -p /data && chown node:node /data
ENV PACKHOUSE_HOME=/data
VOLUME /data
USER node
EXPOSE 3000 4873
CMD ["npm", "run", "start:dashboard"]
