#pragma once

#include "core/domain/Connection.h"
#include "core/engine/Project.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QPlainTextEdit;

namespace metaspo {

class BreakpointsPanel;
class GivenPrompts;
class LimitsEditor;
class SizesField;
class SourceChooser;
class TemplatesField;

/// All settings of a new run as fields. What cannot be chosen is there, greyed, and says why.
class RunForm : public QWidget
{
    Q_OBJECT

public:
    explicit RunForm(QWidget* parent = nullptr);

    void setTasks(const QList<TaskSummary>& tasks);
    void setConnections(const QList<Connection>& connections);
    void refuse(Method method, const QString& why);
    void refuse(Pruning pruning, const QString& why);
    TemplatesField& templates() { return *m_templates; }

    void show(const RunRequest& request);
    using QWidget::show;
    RunRequest request() const;
    QString modelName(ModelRole role) const; ///< of the connection that is chosen

Q_SIGNALS:
    void changed();
    void presetChosen();

private:
    void addMethod(QFormLayout* form);
    void addModels(QFormLayout* form);
    void addSources(QFormLayout* form);
    void addScoring(QFormLayout* form);
    void addLimits(QFormLayout* form);
    void tellChanged();
    void keepScoringOnly();
    void choosePreset();
    void chooseScope();
    void sourcesChanged();
    void holdShared();

    RunRequest m_request; ///< what has no field
    QHash<QString, QString> m_models; ///< by the name of the connection
    bool m_isFilling = false;
    bool m_isScoringOnly = false;
    QComboBox* m_method;
    QComboBox* m_preset;
    QComboBox* m_scope;
    QComboBox* m_base;
    QComboBox* m_optimizer;
    QComboBox* m_pruning;
    SourceChooser* m_sources;
    QPlainTextEdit* m_prompt;
    GivenPrompts* m_given;
    SizesField* m_sizes;
    TemplatesField* m_templates;
    LimitsEditor* m_limits;
    BreakpointsPanel* m_breakpoints;
    QLabel* m_shared; ///< only of a fork: why so much is greyed
};

} // namespace metaspo
