#pragma once

#include "core/domain/CallRecord.h"
#include "core/engine/Project.h"

#include <QWidget>

class QLabel;
class QTabWidget;

namespace metaspo {

class CallText;

/// One call as it went out and came back: messages and response, how the answer was judged, everything that is stored of
/// it as JSON, what it cost, and what went wrong before. Everything is plain text.
class CallInspector : public QWidget
{
    Q_OBJECT

public:
    explicit CallInspector(QWidget* parent = nullptr);

    void setProject(const std::shared_ptr<Project>& project);
    void setPlace(const QString& place); ///< tells two inspectors of one window apart by their object names
    void show(std::optional<qint64> call);
    void renew(); ///< the call may have been answered, or can be read by now
    using QWidget::show;

Q_SIGNALS:
    void failed(const metaspo::Error& error);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    enum Tab { MessagesTab, ScoringTab, JsonTab, CostTab, AttemptsTab, tabs };

    QWidget* makeBar();
    void makeTabs();
    void read();
    void fill(const CallDetail& detail);
    void sayNothing(const QString& why); ///< instead of a call
    void fillJson();
    void copyCurl();

    std::shared_ptr<Project> m_project;
    std::optional<qint64> m_call;
    bool m_isReading = false;
    std::optional<OutcomeKind> m_outcome;
    std::optional<CallDetail> m_detail;
    QLabel* m_judgement;
    QLabel* m_nothing;
    QWidget* m_content;
    QTabWidget* m_tabs;
    std::array<CallText*, tabs> m_texts{};
};

} // namespace metaspo
