#include "core/engine/Sample.h"

#include "core/store/Store.h"
#include "core/tasks/StarterTasks.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <algorithm>
#include <future>

// Resources of a static library are there only once they are asked for; outside of every namespace.
static void loadRecording()
{
    Q_INIT_RESOURCE(recorded_sample);
}

namespace metaspo {

namespace {

// Compressed as qCompress does it, by packaging/sample/record.
const QString recordedSample = QStringLiteral(":/sample/sample.metaspo.qz");

tl::unexpected<Error> notCreated(ErrorKind kind, const QString& path, const QString& why)
{
    return failure(kind, QStringLiteral("The sample project %1 cannot be created").arg(path), why,
                   QStringLiteral("Choose another place, or open the file that is there."));
}

Result<void> unpackRecording(const QString& path)
{
    QFile packed(recordedSample);
    if (!packed.open(QIODevice::ReadOnly))
        return notCreated(ErrorKind::Internal, path, packed.errorString());
    const QByteArray project = qUncompress(packed.readAll());
    if (project.isEmpty())
        return notCreated(ErrorKind::Internal, path, QStringLiteral("The recording in the program is damaged"));
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly)
                           && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
                           && file.write(project) == project.size() && file.commit();
    if (!isWritten)
        return notCreated(ErrorKind::ReadOnlyFile, path, file.errorString());
    return {};
}

Result<void> createFromTasks(const QString& path)
{
    Result<QList<Task>> tasks = sampleTasks();
    if (!tasks)
        return tl::unexpected(tasks.error());
    Result<std::unique_ptr<Store>> store = Store::create(path);
    if (!store)
        return tl::unexpected(store.error());
    std::promise<Result<QList<qint64>>> promise;
    (*store)->writer().saveTasks(std::move(*tasks),
                                 [&](Result<QList<qint64>> ids) { promise.set_value(std::move(ids)); });
    const Result<QList<qint64>> saved = promise.get_future().get();
    store->reset();
    if (!saved) {
        QFile::remove(path);
        return tl::unexpected(saved.error());
    }
    return {};
}

} // namespace

Result<QList<Task>> sampleTasks()
{
    Result<QList<Task>> tasks = starterTasks();
    // Its answers are one word, so that the first run on a slow model takes minutes.
    if (tasks)
        std::stable_partition(tasks->begin(), tasks->end(),
                              [](const Task& task) { return task.domain == QLatin1String("Review Analysis"); });
    return tasks;
}

Result<void> createSampleFile(const QString& path)
{
    loadRecording();
    const QFileInfo place(path);
    if (place.exists())
        return notCreated(ErrorKind::WrongUsage, path, QStringLiteral("There is a file with that name"));
    if (!QDir().mkpath(place.absolutePath()))
        return notCreated(ErrorKind::ReadOnlyFile, path, QStringLiteral("Its folder cannot be created"));
    return QFile::exists(recordedSample) ? unpackRecording(path) : createFromTasks(path);
}

} // namespace metaspo
