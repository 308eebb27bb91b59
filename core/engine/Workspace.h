#pragma once

#include "core/domain/ProjectGlance.h"
#include "core/domain/RunRecord.h"
#include "core/engine/Calibration.h"
#include "core/engine/Connections.h"
#include "core/engine/LocalModel.h"
#include "core/engine/Project.h"

#include <QFuture>
#include <QObject>
#include <functional>
#include <memory>

namespace metaspo {

class ClosingProjects;
class Store;

struct RecentProject
{
    QString path;
    QDateTime lastOpenedUtc;
};

/// All that one program shares: the user's connections, the line to the models, the local model, recent projects.
/// Made once in main and passed by constructor. Main thread; nothing waits.
class Workspace : public QObject
{
    Q_OBJECT

public:
    explicit Workspace(QObject* parent = nullptr);
    ~Workspace() override; ///< waits for projects that are being closed: calls in flight are finished

    LocalModel& localModel();
    /// Starts the managed server if needed; finished once it listens, or cannot.
    QFuture<Result<Connection>> runningLocalModel();
    Connections& connections() const;

    QFuture<Result<std::shared_ptr<Project>>> createProject(const QString& path);
    /// The project with our starter task sets and the recorded run.
    QFuture<Result<std::shared_ptr<Project>>> createSample(const QString& path);
    QFuture<Result<std::shared_ptr<Project>>> openProject(const QString& path);
    /// What is left of projects that were let go.
    ClosingProjects& closing() const;
    static QString samplePath(); ///< in the user's data folder

    QList<RecentProject> recentProjects() const;
    void forgetRecent(const QString& path);
    /// What a file says of itself, without opening it. Every file on a thread of its own: one that is slow or gone holds up
    /// no other, and not the end of the program.
    QFuture<ProjectGlance> glance(const QString& path);

    /// The eight checks, one after the other; the future reports each as a result as it is done.
    QFuture<ConnectionCheck> testConnection(const Connection& connection);
    QFuture<Result<QStringList>> listModels(const Connection& connection);
    /// Begins what Project::calibrationPlan has planned; the local model is started if needed. It goes on without the
    /// project.
    std::unique_ptr<Calibration> calibrate(const CalibrationPlan& plan);
    /// What the newest complete calibration of a connection found, as the connection is now; nothing if there is none.
    QFuture<std::optional<CalibrationResult>> lastCalibration(const Connection& connection);

Q_SIGNALS:
    void connectionsChanged();
    void recentChanged();

private:
    struct Parts;
    QFuture<Result<std::shared_ptr<Project>>> open(std::function<Result<std::unique_ptr<Store>>()> openStore);
    void begin(Calibration& calibration, const Connection& connection);
    std::unique_ptr<Parts> m_parts;
};

} // namespace metaspo
