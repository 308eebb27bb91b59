#include "core/store/Store.h"

#include "core/store/LeaseParts.h"
#include "core/store/Opening.h"
#include "core/store/StoreError.h"
#include "core/store/StoreParts.h"
#include "core/store/read/StoreReader.h"

#include <QFileInfo>
#include <csignal>

namespace metaspo {

namespace {

constexpr int readerPatienceMilliseconds = 5'000;

/// A file that reaches its size limit is an error to report, not a reason to die.
void surviveSizeLimits()
{
    std::signal(SIGXFSZ, SIG_IGN);
}

QString resolved(const QString& path)
{
    const QFileInfo file(path);
    return file.exists() ? file.canonicalFilePath() : file.absoluteFilePath();
}

bool wasLeftOpen(Database& database)
{
    Query query(database, "SELECT value FROM meta WHERE key = 'clean_shutdown'");
    return query.next() && query.text() == u"0";
}

} // namespace

std::unique_ptr<Database> Store::Parts::openReading() const
{
    return std::make_unique<Database>(path, readingMode, readerPatienceMilliseconds);
}

Store::Store(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::create(const QString& path)
{
    surviveSizeLimits();
    if (const Result<void> made = createFile(resolved(path)); !made)
        return tl::unexpected<Error>(made.error());
    return open(path, Access::ReadWrite);
}

Result<std::unique_ptr<Store>> Store::open(const QString& path, Access access)
{
    surviveSizeLimits();
    auto parts = std::make_unique<Parts>(resolved(path));
    Result<OpenedFile> opened = openFile(parts->path, access, parts->lockFile);
    if (!opened)
        return tl::unexpected<Error>(opened.error());
    parts->readOnlyReason = opened->readOnlyReason;
    if (opened->mode != Database::Mode::ReadWrite) {
        parts->readingMode = opened->mode;
        return std::unique_ptr<Store>(new Store(std::move(parts)));
    }
    Result<OpenFile> lock = parts->lockFile.open();
    Result<Presence> presence = Presence::announce(parts->lockFile);
    if (!lock || !presence)
        return tl::unexpected<Error>(lock ? presence.error() : lock.error());
    const Result<bool> leftOpen = guarded(QStringLiteral("%1 cannot be opened").arg(path),
                                          [&] { return wasLeftOpen(*opened->database); });
    if (!leftOpen)
        return tl::unexpected<Error>(leftOpen.error());
    parts->endedUncleanly = *leftOpen && presence->wasAlone();
    parts->writer = std::make_unique<StoreWriter>(parts->path, std::move(opened->database), std::move(*lock),
                                                  std::move(*presence));
    return std::unique_ptr<Store>(new Store(std::move(parts)));
}

QString Store::path() const
{
    return m_parts->path;
}

bool Store::isReadOnly() const
{
    return !m_parts->writer;
}

QString Store::readOnlyReason() const
{
    return m_parts->readOnlyReason;
}

bool Store::endedUncleanly() const
{
    return m_parts->endedUncleanly;
}

Writer& Store::writer()
{
    Q_ASSERT(m_parts->writer);
    return *m_parts->writer;
}

Result<std::unique_ptr<Reader>> Store::newReader() const
{
    return guarded(QStringLiteral("%1 cannot be read").arg(m_parts->path), [&]() -> std::unique_ptr<Reader> {
        return std::make_unique<StoreReader>(m_parts->openReading(), m_parts->lockFile);
    });
}

Result<std::unique_ptr<Lease>> Store::acquireLease(qint64 run)
{
    if (isReadOnly())
        return failure(ErrorKind::ReadOnlyFile, QStringLiteral("Run %1 cannot be run").arg(run),
                       m_parts->readOnlyReason);
    Result<std::optional<OpenFile>> taken = m_parts->lockFile.takeRun(run);
    if (!taken)
        return tl::unexpected<Error>(taken.error());
    if (!*taken) {
        const auto reader = newReader();
        const QString owner = reader ? (*reader)->owner(run).value_or(QString()) : QString();
        return failure(ErrorKind::FileBusy, QStringLiteral("Run %1 is being run by another program").arg(run),
                       owner.isEmpty() ? QString() : QStringLiteral("Its owner is %1").arg(owner));
    }
    m_parts->writer->expectReplay(run);
    auto parts = std::make_unique<Lease::Parts>();
    parts->run = run;
    parts->file = std::move(**taken);
    return std::make_unique<Lease>(std::move(parts));
}

bool Store::isLeased(qint64 run) const
{
    return m_parts->lockFile.isRunTaken(run);
}

Result<void> Store::backup(const QString& target) const
{
    return guarded(QStringLiteral("The backup cannot be made"), [&] {
        const std::unique_ptr<Database> database = m_parts->openReading();
        copyInto(*database, QFileInfo(target).absoluteFilePath());
    });
}

} // namespace metaspo
