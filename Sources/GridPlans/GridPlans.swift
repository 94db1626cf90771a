// GridPlans
