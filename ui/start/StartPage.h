#pragma once

#include "core/engine/Workspace.h"
#include "ui/kit/Page.h"

class QLabel;
class QListView;

namespace metaspo {

class ActionTile;
class RecentModel;

/// Where everything begins: the sample project, a new one, an old one, the projects opened lately.
class StartPage : public Page
{
    Q_OBJECT

public:
    explicit StartPage(Workspace& workspace, QWidget* parent = nullptr);

    QString title() const override { return tr("Start"); }
    QString iconName() const override { return QStringLiteral("start"); }
    void setProject(const std::shared_ptr<Project>& project) override;

Q_SIGNALS:
    void newRequested();
    void openRequested();

private:
    QWidget* makeActions();
    QWidget* makeRecent();
    QWidget* makeModelAdvice();
    void lookForLocalModel();
    void readRecent();
    void showRecentMenu(const QPoint& place);

    Workspace& m_workspace;
    ActionTile* m_sample = nullptr;
    QListView* m_list = nullptr;
    QLabel* m_nothing = nullptr;
    QWidget* m_modelAdvice = nullptr;
    RecentModel* m_recent;
};

} // namespace metaspo
