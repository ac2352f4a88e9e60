// Runs once, when the data directory is empty.
const database = db.getSiblingDB(process.env.MONGO_INITDB_DATABASE);

database.createUser({
  user: process.env.MONGO_APP_USER,
  pwd: process.env.MONGO_APP_PASSWORD,
  roles: [{ role: 'readWrite', db: process.env.MONGO_INITDB_DATABASE }],
});

database.createCollection('users');
database.createCollection('sessions');
database.users.createIndex({ email: 1 }, { unique: true });
database.sessions.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
