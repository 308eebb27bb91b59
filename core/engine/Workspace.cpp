#include "core/engine/Workspace.h"

#include "core/engine/Await.h"
#include "core/engine/CalibrationFile.h"
#include "core/engine/CalibrationWork.h"
#include "core/engine/ProjectParts.h"
#include "core/engine/RecentProjects.h"
#include "core/engine/RunOpening.h"
#include "core/engine/Sample.h"
#include "core/llm/ChatService.h"
#include "core/store/Glance.h"

#include <QStandardPaths>

namespace metaspo {

namespace {

constexpr int mostGlances = 20; // at once: as many as there are recent projects
constexpr int mostCalibrations = 16; // at once; each waits on a thread
constexpr int calibrationPatience = 10'000; // milliseconds for calls in flight when the program ends
constexpr int glancePatience = 3000; // milliseconds: longer than a glance waits for a file that another program holds

} // namespace

struct Workspace::Parts
{
    Connections connections;
    LocalModel localModel;
    std::shared_ptr<ChatService> chat = std::make_shared<ChatService>();
    RecentProjects recent;
    std::shared_ptr<ClosingProjects> closing = std::make_shared<ClosingProjects>();
    QThreadPool work;
    std::unique_ptr<QThreadPool> glances = std::make_unique<QThreadPool>();
    QThreadPool calibrating;
    std::vector<std::weak_ptr<CalibrationWork>> calibrations;

    void stopCalibrations(Cancellation how) const
    {
        for (const auto& one : calibrations)
            if (const std::shared_ptr<CalibrationWork> calibration = one.lock())
                calibration->stop(how);
    }
};

Workspace::Workspace(QObject* parent) : QObject(parent), m_parts(std::make_unique<Parts>())
{
    m_parts->glances->setMaxThreadCount(mostGlances);
    m_parts->calibrating.setMaxThreadCount(mostCalibrations);
    // What is planned is what will run.
    connect(&m_parts->localModel, &LocalModel::filesChanged, this,
            [this](const LocalModelFiles& files) { m_parts->connections.setLocalModelFiles(files); });
}

Workspace::~Workspace()
{
    m_parts->stopCalibrations(Cancellation::Drain);
    m_parts->closing->finish(); // while the local model still answers
    if (!m_parts->calibrating.waitForDone(calibrationPatience))
        m_parts->stopCalibrations(Cancellation::Abort);
    m_parts->calibrating.waitForDone();
    m_parts->work.waitForDone();
    m_parts->glances->clear();
    if (!m_parts->glances->waitForDone(glancePatience))
        m_parts->glances.release(); // a disk that does not answer: its thread ends with the program
}

ClosingProjects& Workspace::closing() const
{
    return *m_parts->closing;
}

LocalModel& Workspace::localModel()
{
    return m_parts->localModel;
}

Connections& Workspace::connections() const
{
    return m_parts->connections;
}

QFuture<Result<Connection>> Workspace::runningLocalModel()
{
    const auto promise = std::make_shared<QPromise<Result<Connection>>>();
    promise->start();
    auto* waiter = new QObject(this);
    const auto finish = [promise, waiter](const Result<Connection>& result) {
        promise->addResult(result);
        promise->finish();
        waiter->disconnect();
        waiter->deleteLater();
    };
    LocalModel& model = m_parts->localModel;
    connect(&model, &LocalModel::running, waiter, [finish](const Connection& connection) { finish(connection); },
            Qt::SingleShotConnection);
    connect(&model, &LocalModel::failed, waiter,
            [finish](const Error& error) { finish(tl::unexpected(error)); }, Qt::SingleShotConnection);
    model.start();
    return promise->future();
}

QFuture<Result<std::shared_ptr<Project>>> Workspace::open(std::function<Result<std::unique_ptr<Store>>()> openStore)
{
    using Opened = std::pair<std::shared_ptr<Store>, std::shared_ptr<std::unique_ptr<Reader>>>;
    const auto work = [openStore = std::move(openStore)]() -> Result<Opened> {
        auto store = openStore();
        if (!store)
            return tl::unexpected(store.error());
        auto reader = (*store)->newReader();
        if (!reader)
            return tl::unexpected(reader.error());
        return Opened(std::move(*store), std::make_shared<std::unique_ptr<Reader>>(std::move(*reader)));
    };
    return handedTo(this, QtConcurrent::run(&m_parts->work, work))
        .then(this, [this](const Result<Opened>& opened) -> Result<std::shared_ptr<Project>> {
            if (!opened)
                return tl::unexpected(opened.error());
            auto parts = std::make_unique<Project::Parts>();
            parts->store = opened->first;
            parts->chat = m_parts->chat;
            parts->workspace = this;
            parts->closing = m_parts->closing;
            parts->path = parts->store->path();
            parts->queries = std::make_unique<StoreQueries>(std::move(*opened->second));
            m_parts->recent.add(parts->path);
            Q_EMIT recentChanged();
            return std::shared_ptr<Project>(new Project(std::move(parts)));
        });
}

QFuture<Result<std::shared_ptr<Project>>> Workspace::createProject(const QString& path)
{
    return open([path] { return Store::create(path); });
}

QFuture<Result<std::shared_ptr<Project>>> Workspace::createSample(const QString& path)
{
    return open([path]() -> Result<std::unique_ptr<Store>> {
        if (const Result<void> created = createSampleFile(path); !created)
            return tl::unexpected(created.error());
        return Store::open(path);
    });
}

QFuture<Result<std::shared_ptr<Project>>> Workspace::openProject(const QString& path)
{
    return open([path] { return Store::open(path); });
}

QString Workspace::samplePath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
           + QStringLiteral("/metaspo/sample.metaspo");
}

QList<RecentProject> Workspace::recentProjects() const
{
    return m_parts->recent.list();
}

void Workspace::forgetRecent(const QString& path)
{
    m_parts->recent.remove(path);
    Q_EMIT recentChanged();
}

QFuture<ProjectGlance> Workspace::glance(const QString& path)
{
    return QtConcurrent::run(m_parts->glances.get(), [path] {
        ProjectGlance glance = glanceAt(path);
        for (RunAtWork& work : glance.atWork)
            work.isHere = work.owner == ownerName();
        return glance;
    });
}

QFuture<ConnectionCheck> Workspace::testConnection(const Connection& connection)
{
    const auto promise = std::make_shared<QPromise<ConnectionCheck>>();
    promise->start();
    m_parts->chat->testConnection(
        connection, [promise](const QList<ConnectionCheck>&) { promise->finish(); },
        [promise](const ConnectionCheck& check) { promise->addResult(check); });
    return promise->future();
}

std::unique_ptr<Calibration> Workspace::calibrate(const CalibrationPlan& plan)
{
    std::unique_ptr<Calibration> calibration(new Calibration(plan));
    if (plan.connection.preset != Connections::localModelName()) {
        begin(*calibration, plan.connection);
        return calibration;
    }
    Calibration* waiting = calibration.get();
    runningLocalModel().then(waiting, [this, waiting](const Result<Connection>& running) {
        if (waiting->m_isCancelled)
            return;
        if (!running)
            return waiting->end(tl::unexpected(running.error()));
        if (running->id != waiting->plan().connection.id)
            return waiting->end(failure(ErrorKind::NoSuchModel,
                                        QStringLiteral("The local model is another one by now"), {},
                                        QStringLiteral("Calibrate again, with the model that is there.")));
        begin(*waiting, *running);
    });
    return calibration;
}

void Workspace::begin(Calibration& calibration, const Connection& connection)
{
    calibration.begin(connection, m_parts->chat);
    std::erase_if(m_parts->calibrations, [](const auto& one) { return one.expired(); });
    m_parts->calibrations.push_back(calibration.m_work);
    m_parts->calibrating.start([work = calibration.m_work] { work->run(); });
}

QFuture<std::optional<CalibrationResult>> Workspace::lastCalibration(const Connection& connection)
{
    return QtConcurrent::run(&m_parts->work, [connection]() -> std::optional<CalibrationResult> {
        const auto record = newestCalibration(endpointDigest(connection));
        return record ? std::optional(calibrationResult(*record)) : std::nullopt;
    });
}

QFuture<Result<QStringList>> Workspace::listModels(const Connection& connection)
{
    return futureOf<QStringList>([&](const auto& done) { m_parts->chat->listModels(connection, done); });
}

} // namespace metaspo
